/** The words for the space between elements, as steps of the scale; what is not here is the usual step. */
const STEPS: Record<string, number> = { xxsmall: 1, xsmall: 2, medium: 6, large: 7 };

/** The space between elements as a length. */
export function gapOf(word: string | undefined): string {
  if (word === 'none') return '0px';
  if (word === 'xlarge') return 'calc(var(--s-6) * 2)';
  if (word === 'xxlarge') return 'calc(var(--s-7) * 2)';
  return `var(--s-${STEPS[word ?? ''] ?? 4})`;
}
