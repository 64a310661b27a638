/**
 * Numbers as people read them: printf-like and named formats, decimals that follow a step.
 */

import { locale as own } from './words.svelte';

const CONVERSION = /%([-+ 0,]*)(\d+)?(?:\.(\d+))?([dieEfFgGsuxXob%])/g;

/** How many decimals a step needs: 0.05 needs two, 10 needs none. At most 10. */
export function decimalsOf(step: number): number {
  if (!Number.isFinite(step)) return 0;
  const [mantissa = '', exponent = '0'] = step.toString().split('e');
  const places = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
  return Math.min(10, Math.max(0, places));
}

/** Removes the noise of binary fractions: 0.1 + 0.2 becomes 0.3 where the step is 0.1. */
export function tidy(value: number, decimals: number): number {
  return Number(value.toFixed(Math.min(10, decimals)));
}

/** The text for a number: by `format` where the script gave one, else with `decimals` places. */
export function formatNumber(value: number, format: string | undefined, decimals: number): string {
  if (format === 'plain') return String(value);
  if (!format) return value.toFixed(decimals);
  const named = NAMED[format];
  if (named) return named(value);
  let used = false;
  const text = format.replace(CONVERSION, (_, flags: string, width: string, precision: string, type: string) => {
    if (type === '%') return '%';
    used = true;
    return conversion(value, flags, Number(width ?? 0), precision === undefined ? undefined : Number(precision), type);
  });
  return used ? text : value.toFixed(decimals);
}

// The same notation as the server's, which shows numbers too; only `localized` follows the person.
const intl = (options: Intl.NumberFormatOptions, locale: string | undefined = 'en-US') => {
  const made = new Intl.NumberFormat(locale, options);
  return (value: number) => made.format(value);
};

const currency = (code: string) => intl({ style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' });

const NAMED: Record<string, (value: number) => string> = {
  localized: (value) => value.toLocaleString(own(), { maximumFractionDigits: 10 }),
  percent: intl({ style: 'percent', maximumFractionDigits: 2 }),
  dollar: currency('USD'),
  euro: currency('EUR'),
  yen: currency('JPY'),
  accounting: (value) => {
    const text = Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    return value < 0 ? `(${text})` : text;
  },
  compact: intl({ notation: 'compact', maximumFractionDigits: 1 }),
  scientific: intl({ notation: 'scientific', minimumFractionDigits: 3, maximumFractionDigits: 3 }),
  engineering: intl({ notation: 'engineering', maximumFractionDigits: 3 }),
  bytes: bytes,
};

function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.abs(value) || 1) / 3)));
  return `${tidy(value / 1000 ** power, 1)}${units[power]}`;
}

function conversion(value: number, flags: string, width: number, precision: number | undefined, type: string): string {
  let digits = unsigned(Math.abs(value), precision, type);
  if (flags.includes(',')) digits = digits.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
  const negative = value < 0 && /[1-9a-f]/i.test(digits);
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  if (flags.includes('-')) return (sign + digits).padEnd(width);
  if (flags.includes('0')) return sign + digits.padStart(width - sign.length, '0');
  return (sign + digits).padStart(width);
}

function unsigned(value: number, precision: number | undefined, type: string): string {
  switch (type) {
    case 'd':
    case 'i':
    case 'u':
      return Math.round(value).toFixed(0);
    case 'x':
      return Math.round(value).toString(16);
    case 'X':
      return Math.round(value).toString(16).toUpperCase();
    case 'o':
      return Math.round(value).toString(8);
    case 'b':
      return Math.round(value).toString(2);
    case 'e':
    case 'E': {
      const text = value.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, 'e$10$2');
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G': {
      const text = Number(value.toPrecision(precision || 6)).toString();
      return type === 'G' ? text.toUpperCase() : text;
    }
    case 's':
      return String(value);
    default:
      return value.toFixed(precision ?? 6);
  }
}

/** A share of one as a percentage in the person's notation: `98.1%`, `98,1 %`. */
export function percentage(share: number, decimals = 0): string {
  return share.toLocaleString(own(), { style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
