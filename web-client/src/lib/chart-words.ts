import type { Series } from './chart-marks';
import { spoken, t, told } from './words.svelte';

/** What the server says of a chart for which the script has no words: what it is, and where its values lie. */
const SUMMARY = /^(\w+) chart of .* over (.*) from (.*) to (.*); values from (.*) to (.*)\.$/s;

/** A chart in words, in the language of the interface; what the script itself said stays. */
export function chartWords(alt: string, series: readonly Series[]): string {
  const [, kind = '', over = '', first = '', last = '', low = '', high = ''] = SUMMARY.exec(alt) ?? [];
  const named: Record<string, string> = { Line: t('Line chart'), Area: t('Area chart'), Bar: t('Bar chart'), Scatter: t('Scatter chart') };
  const chart = named[kind];
  if (!chart || spoken() === 'en') return told(alt);
  const names = new Intl.ListFormat(spoken()).format(series.map(({ name }) => name));
  return t('{chart}: {names} over {x} from {first} to {last}; values from {low} to {high}.', { chart, names, x: told(over), first, last, low, high });
}
