/** Which options match what was typed, best first. Fast enough for 100,000 options at each key. */

/** How the typed text must occur in an option. */
export type FilterMode = 'fuzzy' | 'contains' | 'prefix' | 'none';

// Folding 100,000 texts takes tens of milliseconds, so it is done once for each list of options.
const folded = new WeakMap<readonly string[], string[]>();

/** Lower case without accents, so that "Zurich" finds "Zürich". */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
}

/** The indices of the options that match `query`: in their own order when it is empty, else best first. */
export function matching(options: readonly string[], query: string, mode: FilterMode = 'fuzzy'): number[] {
  const wanted = fold(query.trim());
  if (!wanted || mode === 'none') return options.map((_, index) => index);
  let texts = folded.get(options);
  if (!texts) folded.set(options, (texts = options.map(fold)));
  const found: { index: number; score: number }[] = [];
  texts.forEach((text, index) => {
    const score = rate(text, wanted, mode);
    if (score > 0) found.push({ index, score });
  });
  return found.sort((a, b) => b.score - a.score || a.index - b.index).map((one) => one.index);
}

/** 0 for no match; whole text, beginning, beginning of a word, inside, then scattered letters. */
function rate(text: string, wanted: string, mode: FilterMode): number {
  const at = text.indexOf(wanted);
  if (at === 0) return text.length === wanted.length ? 5 : 4;
  if (mode === 'prefix') return 0;
  if (at > 0) return /[\s\-_/.,:(]/.test(text[at - 1] ?? '') ? 3 : 2;
  return mode === 'fuzzy' ? scattered(text, wanted) : 0;
}

/** Letters in order but apart: at most 1, more where they stand closer together. */
function scattered(text: string, wanted: string): number {
  let from = text.indexOf(wanted[0] ?? '');
  const first = from;
  for (const letter of wanted) {
    if (from < 0) return 0;
    const at = text.indexOf(letter, from);
    if (at < 0) return 0;
    from = at + letter.length;
  }
  return wanted.length / (from - first);
}
