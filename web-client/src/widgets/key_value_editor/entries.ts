import { numberText } from '../../lib/typed-numbers';
import { t } from '../../lib/words.svelte';

/** What an entry's value is. */
export type Kind = 'text' | 'number' | 'bool';
/** An entry: its name, what its value is, and the value as text. */
export type Entry = [key: string, kind: Kind, text: string];

/** Nothing was entered. */
export const isBlank = ([key, kind, text]: Entry): boolean => !key.trim() && (kind === 'bool' || !text.trim());

/** An entry as it is sent, or null if it cannot be. */
export function clean([key, kind, text]: Entry): Entry | null {
  const value = kind === 'number' ? numberText(text) : text;
  return key.trim() && value !== null ? [key.trim(), kind, value] : null;
}

/** Whether another entry before it has the same name. */
export function isDouble(entries: Entry[], at: number): boolean {
  const key = entries[at]?.[0].trim();
  return !!key && entries.findIndex((other) => other[0].trim() === key) < at;
}

/** The entries as they are sent, or null while one of them cannot be. */
export function sendable(entries: Entry[]): Entry[] | null {
  const filled = entries.filter((entry) => !isBlank(entry));
  const cleaned = filled.map(clean);
  if (cleaned.some((entry, at) => !entry || isDouble(filled, at))) return null;
  return cleaned as Entry[];
}

/** What is wrong with an entry. What may still be on its way is only said where the person has `finished`. */
export function problem(entries: Entry[], at: number, finished: boolean): string {
  const entry = entries[at];
  if (!entry) return '';
  const [key, kind, text] = entry;
  if (isDouble(entries, at)) return t('The name “{key}” is used twice', { key: key.trim() });
  if (!finished || isBlank(entry)) return '';
  if (!key.trim()) return t('This entry needs a name');
  return kind === 'number' && numberText(text) === null ? t('“{text}” is no number', { text: text.trim() }) : '';
}

/** The same entry with a value of another kind. */
export function converted([key, , text]: Entry, kind: Kind): Entry {
  if (kind === 'bool') return [key, kind, String(/^(true|yes|on|1)$/i.test(text.trim()))];
  if (kind === 'number') return [key, kind, numberText(text) ?? ''];
  return [key, kind, text];
}
