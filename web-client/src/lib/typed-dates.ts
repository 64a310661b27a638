import { monthNames } from './calendar';
import { dayNumber, formatDate, isoDate } from './dates';
import { locale } from './words.svelte';

/** In which order a pattern or a locale writes year, month and day: `ymd`, `dmy`, `mdy`. */
export function orderOf(format: string, language?: string): string {
  const letters = format === 'localized' ? localized(language) : format;
  const places = [...'YMD'].map((letter) => [letters.indexOf(letter), letter] as const);
  return places
    .toSorted(([a], [b]) => a - b)
    .map(([, letter]) => letter.toLowerCase())
    .join('');
}

/** The person's own pattern: numbers only, so that it can be typed. */
function localized(language?: string): string {
  const parts = new Intl.DateTimeFormat(language ?? locale(), { year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'gregory', timeZone: 'UTC' }).formatToParts(0);
  const letters: Record<string, string> = { year: 'YYYY', month: 'MM', day: 'DD' };
  return parts.map(({ type, value }) => letters[type] ?? value.replace(/[\u200e\u200f]/g, '')).join('');
}

/** A day as it stands in the field. */
export function dateText(day: number, format: string, language?: string): string {
  return formatDate(day, format === 'localized' ? localized(language) : format);
}

/** A pattern as an example for people. */
export const example = (format: string, day: number): string => dateText(day, format);

/**
 * The day that a text means, or null. Any separators will do, also none, and names of months; what comes first follows
 * from the pattern, and where that starts with the year but the text does not, from the person's own way.
 */
export function readDate(text: string, format: string, today: number, language?: string): number | null {
  const words = text.normalize('NFKC').toLowerCase().match(/\d+|\p{L}+/gu) ?? [];
  const month = words.map((word) => monthNamed(word, language)).find((found) => found > 0);
  const digits = words.filter((word) => /^\d+$/.test(word));
  let order = orderOf(format, language);
  const yearFirst = (digits[0]?.length ?? 0) > 2 && (digits.length > 1 || looksLikeYear(digits[0] ?? '', order));
  if (yearFirst && !order.startsWith('y')) order = 'ymd';
  else if (!yearFirst && order.startsWith('y') && (digits.at(-1)?.length === 4 || digits.length < 3)) order = ownOrder(language);
  const numbers = digits.length === 1 && !month ? split(digits[0] ?? '', order) : digits;
  if (month) order = order.replace('m', '');
  return day(numbers, order, month, today);
}

const looksLikeYear = (run: string, order: string) => run.length === 8 && order.startsWith('y');

function ownOrder(language?: string): string {
  const own = orderOf('localized', language);
  return own.startsWith('y') ? 'mdy' : own;
}

/** Digits in a row, `31012026` or `310126`, cut into their parts. */
function split(run: string, order: string): string[] {
  const year = run.length === 8 ? 4 : run.length === 6 ? 2 : 0;
  if (run.length !== 4 + year) return [run];
  let at = 0;
  return [...order].filter((part) => part !== 'y' || year > 0).map((part) => run.slice(at, (at += part === 'y' ? year : 2)));
}

function day(numbers: string[], order: string, named: number | undefined, today: number): number | null {
  const parts = [...order].filter((part) => part !== 'y' || numbers.length >= order.length);
  if (numbers.length !== parts.length) return null;
  const at = (part: string) => numbers[parts.indexOf(part)];
  const year = fullYear(at('y'), today);
  const iso = [String(year).padStart(4, '0'), ...[named ?? at('m'), at('d')].map((part) => String(part).padStart(2, '0'))].join('-');
  if (!/^\d{4}-\d\d-\d\d$/.test(iso) || year < 1) return null;
  const number = dayNumber(iso);
  // The 30th of February would be the 2nd of March.
  return !Number.isNaN(number) && isoDate(number) === iso ? number : null;
}

/** A year of two digits is the one nearest to now, within eighty years back and twenty ahead. */
function fullYear(text: string | undefined, today: number): number {
  const now = Number(isoDate(today).slice(0, 4));
  if (text === undefined) return now;
  if (text.length > 2) return Number(text);
  const year = now - (now % 100) + Number(text);
  return year > now + 20 ? year - 100 : year;
}

function monthNamed(word: string, language?: string): number {
  if (/^\d/.test(word) || word.length < 3) return 0;
  for (const names of [monthNames('long', language), monthNames('short', language), monthNames('long', 'en')]) {
    const at = names.findIndex((name) => name.toLowerCase().startsWith(word.replace('.', '')));
    if (at >= 0) return at + 1;
  }
  return 0;
}
