/** Times of day as minutes since midnight. */

import { locale } from './words.svelte';

/** The minutes of a day. */
export const DAY_MINUTES = 1440;

/** How a time is written. */
export type TimeFormat = '24h' | '12h' | 'localized';

/** `14:30`, as scripts have it. */
export function isoTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** The minutes of `14:30`. */
export function minuteOf(iso: string): number {
  const [hour = NaN, minute = NaN] = iso.split(':').map(Number);
  return hour * 60 + minute;
}

/** A time as people read it. */
export function timeText(minute: number, format: TimeFormat): string {
  if (format === '24h') return isoTime(minute);
  if (format === 'localized') {
    const options = { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' } as const;
    return new Intl.DateTimeFormat(locale(), options).format(minute * 60_000);
  }
  const hour = Math.floor(minute / 60);
  return `${((hour + 11) % 12) + 1}:${String(minute % 60).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** The minute that a text means, or null: `14:30`, `1430`, `14.30`, `9`, `9am`, `2:30 p.m.`. */
export function readTime(text: string): number | null {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
  const found = /^(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d\d)?h?(a|p|am|pm|a\.m\.?|p\.m\.?|uhr)?$/.exec(plain);
  if (!found) return null;
  let hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  const half = found[3]?.[0];
  if (half === 'a' || half === 'p') {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

/** The times of a day, one each `step` minutes. */
export function timesOfDay(step: number): number[] {
  return Array.from({ length: Math.ceil(DAY_MINUTES / step) }, (_, at) => at * step);
}
