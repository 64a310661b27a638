/** The fewest buttons with which a way through pages makes sense: first, gap, own, gap, last. */
const LEAST = 5;

/** The pages that have a button, `null` for a gap; none where there is no room for a choice. */
export function shownPages(page: number, last: number, most: number): (number | null)[] {
  if (last <= most) return Array.from({ length: last }, (_, at) => at + 1);
  if (most < LEAST) return [];
  // The first and the last always; the others around the own one.
  const inner = most - 2;
  let from = Math.max(2, Math.min(page - Math.floor(inner / 2), last - inner));
  let to = from + inner - 1;
  const shown: (number | null)[] = [1];
  // A gap takes the place of one button, and never hides a single page.
  const before = from > 2;
  const after = to < last - 1;
  if (before) from++;
  if (after) to--;
  if (before) shown.push(null);
  for (let at = from; at <= to; at++) shown.push(at);
  if (after) shown.push(null);
  return [...shown, last];
}
