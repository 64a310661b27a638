import { locale, t } from './words.svelte';

/** A span of time in short words: `8 s`, `1 min 5 s`, `2 h 3 min`. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t('{s} s', { s: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) {
    const s = whole % 60;
    return s && minutes < 10 ? t('{m} min {s} s', { m: minutes, s }) : t('{m} min', { m: minutes });
  }
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return m ? t('{h} h {m} min', { h, m }) : t('{h} h', { h });
}

/** What is left, in steps that do not flicker: `8 s left`, `25 s left`, `2 min left`. */
export function left(seconds: number): string {
  const step = seconds < 10 ? 1 : seconds < 60 ? 5 : seconds < 600 ? 30 : 60;
  return t('{time} left', { time: span(Math.max(1, Math.ceil(seconds / step) * step)) });
}

/** How many in a second: `3.1/s`, `120/s`; slower than one, how long each takes. */
export function rate(perSecond: number): string {
  if (perSecond < 0.95) return t('{time} each', { time: span(1 / perSecond) });
  return t('{n}/s', { n: perSecond.toLocaleString(locale(), { maximumFractionDigits: perSecond < 10 ? 1 : 0 }) });
}
