import { dayNumber } from '../../lib/dates';
import { parseNumber } from '../../lib/parse-number';
import type { Scale } from './scale';

/** What was typed as a number on the line; null where it is none. */
export function read(scale: Scale, text: string): number | null {
  const number = scale.date ? dayNumber(text) : parseNumber(text, scale.whole);
  return number === null || Number.isNaN(number) ? null : scale.limit(scale.whole ? Math.round(number) : number);
}
