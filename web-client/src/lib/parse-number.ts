/** Reading numbers as people type them, in their own notation. */
import { locale as own } from './words.svelte';

/** The marks between digits in a locale: "1.234,5" in German, "1,234.5" in English. */
export function separators(locale = own()): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
  const mark = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { decimal: mark('decimal', '.'), group: mark('group', ',') };
}

/**
 * Reads a number as it was typed. Units and spaces around it are ignored; a comma or a point may be the
 * decimal mark. Where a single mark could be either, the locale and the places after it decide.
 */
export function parseNumber(typed: string, whole = false, locale?: string): number | null {
  const percent = /%\s*$/.test(typed);
  let text = latinDigits(typed).replace(/\u2212/g, '-').replace(/[\s\u00a0\u202f'’_]/g, '');
  text = text.match(/[-+]?[\d.,]*\d[\d.,]*(?:e[-+]?\d+)?/i)?.[0] ?? '';
  if (!/\d/.test(text)) return null;
  const value = Number(text.replace(/[.,]/g, (mark, at) => (at === decimalMark(text, whole, locale) ? '.' : '')));
  return Number.isFinite(value) ? (percent ? value / 100 : value) : null;
}

/** Where the decimal mark stands in the text, or -1. */
function decimalMark(text: string, whole: boolean, locale?: string): number {
  const marks = [...text.matchAll(/[.,]/g)];
  const last = marks.at(-1);
  if (!last) return -1;
  const kinds = new Set(marks.map((mark) => mark[0]));
  if (marks.length > 1) return kinds.size > 1 ? last.index : -1;
  const threeFollow = /^\d{3}(?!\d)/.test(text.slice(last.index + 1)) && /\d/.test(text.slice(0, last.index));
  const { group } = separators(locale);
  // A point is what the page itself writes, so it groups only where no decimals can be meant.
  const groups = threeFollow && last[0] === group && (last[0] === ',' || whole);
  return groups ? -1 : last.index;
}

/** Arabic-Indic, Persian and Devanagari digits as 0 to 9. */
function latinDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (code >= 0x966 ? 0x966 : code >= 0x6f0 ? 0x6f0 : 0x660));
    })
    .replace(/\u066b/g, '.')
    .replace(/\u066c/g, ',');
}
