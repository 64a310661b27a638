import { speak, type Words } from './words.svelte';

/** The languages of the interface besides English, each a chunk of its own. */
const files = import.meta.glob<{ words: Words }>('../words/*.ts');
/** Languages that are written from right to left. */
const FROM_RIGHT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

let latest = 0;

/**
 * Shows the interface in the first of these languages that it knows, such as `de-AT`; in English where it knows none.
 * Where the app says which (`given`), that one also says where lines begin, and how numbers and dates are written: an app
 * in Arabic reads from right to left whatever its buttons are called in.
 */
export async function chooseLanguage(wanted: readonly string[], given = false): Promise<void> {
  const turn = ++latest;
  const codes = wanted.map((language) => language.toLowerCase().split('-')[0] ?? '');
  const code = codes.find((language) => language === 'en' || fileOf(language) in files) ?? 'en';
  // Words that do not come are no reason to show nothing.
  const words = code === 'en' ? {} : await files[fileOf(code)]?.().then((file) => file.words, () => undefined);
  if (turn !== latest) return;
  const known = words ? code : 'en';
  const first = codes[0] ?? known;
  // A person of that language may write numbers as in Austria rather than as in Germany.
  const own = navigator.languages.find((language) => language.toLowerCase().split('-')[0] === first);
  speak(known, words ?? {}, given ? (own ?? wanted[0]) : undefined);
  document.documentElement.lang = given ? first : known;
  document.documentElement.dir = FROM_RIGHT.has(given ? first : known) ? 'rtl' : 'ltr';
}

function fileOf(language: string): string {
  return `../words/${language}.ts`;
}
