/** ISO dates as day numbers and back, and how they are shown. Everything is in UTC: a date has no time zone. */

import { locale } from './words.svelte';

const DAY_MILLIS = 86_400_000;

/** The day's number since 1970 of an ISO date, NaN where the text is none. */
export function dayNumber(iso: string): number {
  const [year = NaN, month = NaN, day = NaN] = iso.slice(0, 10).split('-').map(Number);
  // `Date.UTC` would take the year 99 for 1999.
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MILLIS);
}

/** The ISO date of a day number. */
export function isoDate(day: number): string {
  return new Date(day * DAY_MILLIS).toISOString().slice(0, 10);
}

/** A date as people read it: in the locale's medium form, or by a pattern such as `DD.MM.YYYY`. */
export function formatDate(day: number, format?: string): string {
  const date = new Date(day * DAY_MILLIS);
  if (Number.isNaN(date.getTime())) return '';
  if (format === 'iso8601') return isoDate(day);
  if (!format || format === 'localized') return part(date, { dateStyle: 'medium' });
  return format.replace(/\[([^\]]*)\]|Y{4}|YY|M{1,4}|D{1,2}|d{3,4}/g, (token, literal?: string) =>
    literal !== undefined ? literal : (PATTERN[token]?.(date) ?? token),
  );
}

const part = (date: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { ...options, calendar: 'gregory', timeZone: 'UTC' }).format(date);

const two = (number: number) => String(number).padStart(2, '0');

const PATTERN: Record<string, (date: Date) => string> = {
  YYYY: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  YY: (date) => two(date.getUTCFullYear() % 100),
  MMMM: (date) => part(date, { month: 'long' }),
  MMM: (date) => part(date, { month: 'short' }),
  MM: (date) => two(date.getUTCMonth() + 1),
  M: (date) => String(date.getUTCMonth() + 1),
  DD: (date) => two(date.getUTCDate()),
  D: (date) => String(date.getUTCDate()),
  dddd: (date) => part(date, { weekday: 'long' }),
  ddd: (date) => part(date, { weekday: 'short' }),
};
