import { afterEach, expect, it } from 'vitest';
import { words as german } from '../words/de';
import { chartWords } from './chart-words';
import { speak } from './words.svelte';

const SERIES = [{ name: 'a', color: 'red' }, { name: 'b', color: 'blue' }];
const SUMMARY = 'Line chart of a and b over rows from 0 to 10; values from -1 to 1.5.';

afterEach(() => speak('en', {}));

it('a summary of the server is said in the language of the interface', () => {
  expect(chartWords(SUMMARY, SERIES)).toBe(SUMMARY);
  speak('de', german);
  expect(chartWords(SUMMARY, SERIES)).toBe('Liniendiagramm: a und b über Zeilen von 0 bis 10; Werte von -1 bis 1.5.');
});

it('what the script says of its chart stays', () => {
  speak('de', german);
  expect(chartWords('The loss falls.', SERIES)).toBe('The loss falls.');
});
