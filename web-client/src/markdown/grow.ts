import type { Token, Tokens } from 'marked';
import { decoded } from './entities';
import { listItem, tableRow } from './render';

/** Lets a node that shows `before` show `token`, where that only grew: what stands there already stays. False if it must be drawn anew. */
export function grown(node: Node, before: Token, token: Token): boolean {
  if (token.type !== before.type) return false;
  if (token.type === 'list') return list(node as HTMLElement, before as Tokens.List, token as Tokens.List);
  if (token.type === 'table') return table(node as HTMLElement, before as Tokens.Table, token as Tokens.Table);
  return token.type === 'paragraph' && words(node, (before as Tokens.Paragraph).tokens, (token as Tokens.Paragraph).tokens);
}

function list(node: HTMLElement, before: Tokens.List, now: Tokens.List): boolean {
  if (now.ordered !== before.ordered || now.start !== before.start || now.loose !== before.loose) return false;
  const same = (a: Tokens.ListItem, b: Tokens.ListItem) => a === b || (a.raw === b.raw && a.checked === b.checked);
  return rows(node, before.items, now.items, same, listItem);
}

function table(node: HTMLElement, before: Tokens.Table, now: Tokens.Table): boolean {
  const texts = (cells: Tokens.TableCell[]) => cells.map(({ text }) => text).join('|');
  if (texts(before.header) !== texts(now.header) || String(before.align) !== String(now.align)) return false;
  const body = node.querySelector('tbody');
  if (before.rows.length < SETTLED && now.rows.length >= SETTLED) settle(node);
  const same = (a: Tokens.TableCell[], b: Tokens.TableCell[]) => a === b || texts(a) === texts(b);
  return body !== null && rows(body, before.rows, now.rows, same, (cells) => tableRow(cells, 'td'));
}

/** From so many rows on a table's columns are as wide as they are: they jump no more, and a new row costs no look at the others. */
const SETTLED = 24;

function settle(frame: HTMLElement): void {
  const made = frame.querySelector('table');
  const width = made?.offsetWidth;
  if (!made || !width) return;
  const heads = [...made.querySelectorAll('th')];
  const widths = heads.map((head) => head.offsetWidth);
  heads.forEach((head, at) => (head.style.width = `${widths[at]}px`));
  made.style.tableLayout = 'fixed';
  made.style.width = `${width}px`;
}

/** Keeps the rows that are the same, and draws the rest. */
function rows<T>(into: HTMLElement, before: T[], now: T[], isSame: (a: T, b: T) => boolean, draw: (row: T) => Node): true {
  let same = 0;
  while (same < before.length && same < now.length && isSame(before[same] as T, now[same] as T)) same++;
  while (into.children.length > same) into.lastElementChild?.remove();
  for (const row of now.slice(same)) into.append(draw(row));
  return true;
}

/** A paragraph whose last words go on. */
function words(node: Node, before: Token[], now: Token[]): boolean {
  const last = before.length - 1;
  const [old, next, shown] = [before[last] as Tokens.Text | undefined, now[last] as Tokens.Text | undefined, node.lastChild];
  if (before.length !== now.length || old?.type !== 'text' || next?.type !== 'text' || old.tokens || next.tokens || shown?.nodeType !== 3) return false;
  for (let at = 0; at < last; at++) if (before[at]?.raw !== now[at]?.raw) return false;
  const [had, has] = [decoded(old.text), decoded(next.text)];
  if (!has.startsWith(had) || (shown as Text).data !== had) return false;
  (shown as Text).appendData(has.slice(had.length));
  return true;
}
