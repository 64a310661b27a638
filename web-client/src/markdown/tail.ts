import type { Token, Tokens } from 'marked';

/** A list or table shorter than this is simply read again. */
const LONG = 8;
/** So many rows at the end may still change: a row can go on, and one can become part of the one before. */
const OPEN = 3;

/** Where to go on reading inside a long list or table. */
export interface Tail {
  /** How much of the block's text is settled. */
  offset: number;
  /** What must stand before the rest so that it can be read alone. */
  head: string;
  /** The whole block, from what the rest was read as; null if that is no continuation. */
  joined(rest: Token | undefined): Token | null;
}

/** The part of a growing block that must be read again, if it is long; else null. */
export function tailOf(token: Token): Tail | null {
  if (token.type === 'list') return listTail(token as Tokens.List);
  if (token.type === 'table') return tableTail(token as Tokens.Table);
  return null;
}

function listTail(list: Tokens.List): Tail | null {
  if (list.items.length < LONG) return null;
  const settled = list.items.slice(0, -OPEN);
  const offset = settled.reduce((sum, { raw }) => sum + raw.length, 0);
  // The items must be the text, letter by letter, or the place where the rest begins is not known.
  if (!list.raw.startsWith(list.items[settled.length]?.raw ?? '', offset)) return null;
  return {
    offset,
    head: '',
    joined(rest) {
      if (rest?.type !== 'list') return null;
      const more = rest as Tokens.List;
      if (more.ordered !== list.ordered || more.loose !== list.loose) return null;
      return { ...list, raw: list.raw.slice(0, offset) + more.raw, items: [...settled, ...more.items] };
    },
  };
}

function tableTail(table: Tokens.Table): Tail | null {
  const settled = table.rows.length - OPEN;
  if (table.rows.length < LONG) return null;
  // A line for each row, and two for the header.
  const head = lines(table.raw, 0, 2);
  const offset = head + lines(table.raw, head, settled);
  return {
    offset,
    head: table.raw.slice(0, head),
    joined(rest) {
      if (rest?.type !== 'table') return null;
      const more = rest as Tokens.Table;
      return { ...table, raw: table.raw.slice(0, offset) + more.raw.slice(head), rows: [...table.rows.slice(0, settled), ...more.rows] };
    },
  };
}

/** How long so many lines are from a place on. */
function lines(text: string, from: number, count: number): number {
  let at = from;
  for (let line = 0; line < count; line++) at = text.indexOf('\n', at) + 1 || text.length;
  return at - from;
}
