/** What a token tells of itself. */
export interface Seen {
  probability: number;
  rank?: number;
  entropy?: number;
}

/** The strongest shade, in percent: text on it can still be read. */
const STRONGEST = 50;

/** How strongly a token is shaded, in percent. */
export function shadeOf({ probability, rank = 1, entropy = 0 }: Seen, by: 'probability' | 'rank' | 'entropy'): number {
  const share = {
    // Surprise grows with the logarithm: 1 in 1,000 is the most that anybody needs to tell apart.
    probability: -Math.log10(Math.max(probability, 0.001)) / 3,
    rank: Math.log10(Math.max(rank, 1)) / 3,
    // Ten bits: a thousand tokens that seem equally good.
    entropy: entropy / 10,
  }[by];
  return Math.round(Math.min(1, Math.max(0, share)) * STRONGEST);
}

/** A token as people can read it: blanks and line ends are letters too. */
export function visible(text: string): string {
  return text.replace(/\n/g, '⏎').replace(/\t/g, '⇥').replace(/ /g, '␣') || '∅';
}

/** A probability for people. */
export function percent(probability: number): string {
  if (probability > 0 && probability < 0.001) return '<0.1 %';
  return `${(probability * 100).toFixed(probability >= 0.995 ? 0 : 1)} %`;
}
