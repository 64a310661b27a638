import type { Token, Tokens } from 'marked';
import { symbol } from '../lib/symbol';
import { CodeBlock } from './code';
import { emojiNode } from './emoji.svelte';
import { decoded } from './entities';
import { imageAddress, leaves, linkAddress } from './links';
import { formula } from './math';
import { t } from '../lib/words.svelte';

/** Draws tokens as DOM nodes. Text becomes text nodes and nothing else: no HTML is ever parsed. */
export function draw(tokens: Token[] | undefined, into: Node): void {
  for (const token of tokens ?? []) {
    const node = nodeOf(token);
    if (node) into.appendChild(node);
  }
}

/** The node of one token, or null for those that show nothing. */
export function nodeOf(token: Token): Node | null {
  const drawing = DRAW[token.type];
  return drawing ? drawing(token as never) : document.createTextNode(token.raw);
}

const DRAW: Record<string, (token: never) => Node | null> = {
  space: () => null,
  def: () => null,
  br: () => document.createElement('br'),
  hr: () => document.createElement('hr'),
  text: (token: Tokens.Text) => (token.tokens ? fragment(token.tokens) : document.createTextNode(decoded(token.text))),
  escape: (token: Tokens.Escape) => document.createTextNode(token.text),
  strong: (token: Tokens.Strong) => element('strong', token.tokens),
  em: (token: Tokens.Em) => element('em', token.tokens),
  del: (token: Tokens.Del) => element('del', token.tokens),
  paragraph: (token: Tokens.Paragraph) => element('p', token.tokens),
  blockquote: (token: Tokens.Blockquote) => element('blockquote', token.tokens),
  heading: (token: Tokens.Heading) => element(`h${token.depth}`, token.tokens),
  codespan: (token: Tokens.Codespan) => words('code', token.text),
  code: (token: Tokens.Code) => codeBlock(token, false).element,
  html,
  list,
  table,
  link,
  image,
  emoji: (token: { raw: string }) => emojiNode(token.raw),
  symbol: (token: { text: string }) => symbol(token.text),
  tint: (token: { tint: string; tokens: Token[] }) => tinted(token.tint, token.tokens),
  math: (token: { text: string; display: boolean }) => formula(token.text, token.display),
  mathBlock: (token: { text: string }) => formula(token.text, true),
};

/** A fenced block; the caller keeps it to let it grow. */
export function codeBlock(token: Tokens.Code, growing: boolean): CodeBlock {
  const block = new CodeBlock();
  block.update(token.text, { language: token.lang, growing });
  return block;
}

function element(name: string, tokens: Token[] | undefined): HTMLElement {
  const made = document.createElement(name);
  draw(tokens, made);
  return made;
}

function words(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function fragment(tokens: Token[]): DocumentFragment {
  const made = document.createDocumentFragment();
  draw(tokens, made);
  return made;
}

/** HTML is shown as what was written; only the line break and comments are understood. */
function html(token: Tokens.HTML): Node | null {
  if (/^\s*<br\s*\/?>\s*$/i.test(token.raw)) return document.createElement('br');
  if (/^\s*<!--[\s\S]*-->\s*$/.test(token.raw)) return null;
  return token.block ? words('p', token.raw.trim()) : document.createTextNode(token.raw);
}

function list(token: Tokens.List): Node {
  const made = document.createElement(token.ordered ? 'ol' : 'ul');
  if (token.ordered && token.start !== 1 && token.start !== '') (made as HTMLOListElement).start = token.start;
  for (const item of token.items) made.append(listItem(item));
  return made;
}

/** One item of a list. */
export function listItem(item: Tokens.ListItem): HTMLLIElement {
  const row = document.createElement('li');
  if (item.task) {
    row.className = 'task';
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.disabled = true;
    box.checked = Boolean(item.checked);
    box.ariaLabel = item.checked ? t('Done') : t('To do');
    row.append(box, ' ');
  }
  draw(item.tokens.filter(({ type }) => type !== 'checkbox'), row);
  // The box stands in a loose item's first paragraph, as the text does.
  const first = row.children[1];
  if (item.task && first?.tagName === 'P') first.prepend(row.children[0] as globalThis.Element, ' ');
  return row;
}

function table(token: Tokens.Table): Node {
  const frame = document.createElement('div');
  frame.className = 'table-scroll';
  frame.tabIndex = 0;
  const made = document.createElement('table');
  made.createTHead().append(tableRow(token.header, 'th'));
  const body = made.createTBody();
  for (const row of token.rows) body.append(tableRow(row, 'td'));
  frame.append(made);
  return frame;
}

/** One row of a table. */
export function tableRow(cells: Tokens.TableCell[], name: 'th' | 'td'): HTMLTableRowElement {
  const row = document.createElement('tr');
  for (const cell of cells) {
    const made = element(name, cell.tokens) as HTMLTableCellElement;
    if (cell.align) made.style.textAlign = cell.align;
    if (name === 'th') made.scope = 'col';
    row.append(made);
  }
  return row;
}

function link(token: Tokens.Link): Node {
  const address = linkAddress(token.href);
  if (address === null) return fragment(token.tokens);
  const made = element('a', token.tokens) as HTMLAnchorElement;
  made.setAttribute('href', address);
  made.rel = 'noopener noreferrer';
  if (leaves(address)) made.target = '_blank';
  if (token.title) made.title = decoded(token.title);
  return made;
}

function image(token: Tokens.Image): Node {
  const address = imageAddress(token.href);
  if (address === null) return document.createTextNode(token.text);
  const made = document.createElement('img');
  made.src = address;
  made.alt = decoded(token.text);
  made.loading = 'lazy';
  if (token.title) made.title = decoded(token.title);
  return made;
}

function tinted(name: string, tokens: Token[]): Node {
  if (name === 'small') return element('small', tokens);
  const made = element('span', tokens);
  const [color = '', form] = name.replace('grey', 'gray').split('-');
  made.className = `tint ${color}${form ? ` ${form}` : ''}`;
  return made;
}
