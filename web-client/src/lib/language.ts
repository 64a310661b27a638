import { speak, type Words } from './words.svelte';

/** The languages of the interface besides English, each a chunk of its own. */
const files = import.meta.glob<{ words: Words }>('../words/*.ts');
/** Languages that are written from right to left. */
const FROM_RIGHT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

let latest = 0;

/**
 * Shows the interface in the first of these languages that it knows, such as `de-AT`; in English where it knows none.
 * The first one also says where lines begin: an app in Arabic reads from right to left whatever its buttons are called in.
 */
export async function chooseLanguage(wanted: readonly string[], direction = false): Promise<void> {
  const turn = ++latest;
  const codes = wanted.map((language) => language.toLowerCase().split('-')[0] ?? '');
  const code = codes.find((language) => language === 'en' || fileOf(language) in files) ?? 'en';
  // Words that do not come are no reason to show nothing.
  const words = code === 'en' ? {} : await files[fileOf(code)]?.().then((file) => file.words, () => undefined);
  if (turn !== latest) return;
  const known = words ? code : 'en';
  speak(known, words ?? {});
  const first = codes[0] ?? known;
  document.documentElement.lang = direction ? first : known;
  document.documentElement.dir = FROM_RIGHT.has(direction ? first : known) ? 'rtl' : 'ltr';
}

function fileOf(language: string): string {
  return `../words/${language}.ts`;
}
