import type { PropsByKind } from '../../generated/widgets';

type DiffLine = PropsByKind['diff_view']['lines'][number];

/** One side of a row. */
export interface Side {
  number: number;
  pieces: [boolean, string][];
}

/** A row of the two texts side by side. */
export interface Row {
  old?: Side | undefined;
  new?: Side | undefined;
  changed?: boolean;
  skipped?: number;
}

/** Puts what was removed beside what came in its place. */
export function paired(lines: DiffLine[]): Row[] {
  const rows: Row[] = [];
  let removed: Side[] = [];
  let added: Side[] = [];
  const flush = (): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++) rows.push({ old: removed[at], new: added[at], changed: true });
    [removed, added] = [[], []];
  };
  for (const line of lines) {
    if (line.kind === 'removed') {
      // What is removed after something was added belongs to another place.
      if (added.length) flush();
      removed.push({ number: line.old, pieces: line.pieces });
    } else if (line.kind === 'added') {
      added.push({ number: line.new, pieces: line.pieces });
    } else {
      flush();
      if (line.kind === 'skipped') rows.push({ skipped: line.lines });
      else rows.push({ old: { number: line.old, pieces: [[false, line.text]] }, new: { number: line.new, pieces: [[false, line.text]] } });
    }
  }
  flush();
  return rows;
}
