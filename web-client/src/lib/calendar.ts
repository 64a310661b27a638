import { dayNumber, isoDate } from './dates';
import { locale as own, t } from './words.svelte';

/** The locale that dates are written in. */
const locale = () => own() ?? new Intl.DateTimeFormat().resolvedOptions().locale;

/** Where a browser does not know when weeks begin: regions whose calendars begin with Sunday or Saturday. */
const SUNDAY = new Set('AG AS AU BD BR BS BT BW BZ CA CN CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW'.split(' '));
const SATURDAY = new Set('AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY'.split(' '));

interface WeekInfo {
  firstDay: number;
}

/** The first day of the week there: 0 is Monday, 6 is Sunday. */
export function weekStart(language = locale()): number {
  const known = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo };
  const info = known.getWeekInfo?.() ?? known.weekInfo;
  if (info) return info.firstDay - 1;
  const region = known.maximize().region ?? '';
  return SATURDAY.has(region) ? 5 : SUNDAY.has(region) ? 6 : 0;
}

/** The day of the week of a day number: 0 is Monday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** A month as one number: twelve times the year, and the month from 0. */
export function monthOf(day: number): number {
  const [year = 0, month = 1] = isoDate(day).split('-').map(Number);
  return year * 12 + month - 1;
}

/** The first day of a month. */
export function firstOf(month: number): number {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return dayNumber(`${year}-${String((month % 12) + 1).padStart(2, '0')}-01`);
}

/** How many days a month has. */
export const daysIn = (month: number): number => firstOf(month + 1) - firstOf(month);

/** The same day some months later, or the last of that month where it is shorter. */
export function plusMonths(day: number, months: number): number {
  const from = monthOf(day);
  const to = from + months;
  return firstOf(to) + Math.min(day - firstOf(from), daysIn(to) - 1);
}

/** The weeks of a month, whole ones: the days before and after belong to other months. */
export function weeks(month: number, start: number): number[][] {
  const first = firstOf(month);
  const from = first - ((weekday(first) - start + 7) % 7);
  const count = Math.ceil((first + daysIn(month) - from) / 7);
  return Array.from({ length: count }, (_, week) => Array.from({ length: 7 }, (_, at) => from + week * 7 + at));
}

const named = (day: number, options: Intl.DateTimeFormatOptions, language = locale()) =>
  new Intl.DateTimeFormat(language, { ...options, calendar: 'gregory', timeZone: 'UTC' }).format(new Date(day * 86_400_000));

/** A day as it is read aloud: Saturday, 31 January 2026. */
export const spokenDay = (day: number, language?: string): string => named(day, { dateStyle: 'full' }, language);

/** The names of the twelve months. */
export function monthNames(width: 'long' | 'short' = 'long', language?: string): string[] {
  return Array.from({ length: 12 }, (_, month) => named(firstOf(2026 * 12 + month), { month: width }, language));
}

/** The names of the days of the week, from the one it starts with. */
export function weekdayNames(start: number, width: 'long' | 'narrow' | 'short', language?: string): string[] {
  // Day 4 was a Monday.
  return Array.from({ length: 7 }, (_, at) => named(4 + ((start + at) % 7), { weekday: width }, language));
}

/** Today, where the browser is. */
export function today(now = new Date()): number {
  return Math.round(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000);
}

/** The years 1 to 9999. */
export const LEAST_DAY = dayNumber('0001-01-01');
export const LAST_DAY = dayNumber('9999-12-31');

/** A span of days. */
export type Span = [from: number, to: number];

/** Spans that are often meant, with their names, as far as they are within the bounds. */
export function quickSpans(day: number, min = LEAST_DAY, max = LAST_DAY): [string, Span][] {
  const year = Number(isoDate(day).slice(0, 4)) * 12;
  const all: [string, Span][] = [
    [t('Today'), [day, day]],
    [t('Last 7 days'), [day - 6, day]],
    [t('Last 30 days'), [day - 29, day]],
    [t('This month'), [firstOf(monthOf(day)), firstOf(monthOf(day) + 1) - 1]],
    [t('This year'), [firstOf(year), firstOf(year + 12) - 1]],
  ];
  return all
    .filter(([, [from, to]]) => to >= min && from <= max)
    .map(([name, [from, to]]) => [name, [Math.max(from, min), Math.min(to, max)]]);
}
