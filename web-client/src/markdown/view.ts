import type { Token, Tokens } from 'marked';
import { slug } from '../lib/slug';
import type { CodeBlock } from './code';
import { blocks, inline } from './lex';
import { codeBlock, draw, nodeOf } from './render';

/** Blocks that keep what they show while they grow. */
const GROWING = new Set(['list', 'table', 'paragraph']);

/** What only texts that grow need: it comes with the first of them, and until then they are drawn the plain way. */
let growth: typeof import('./growth') | undefined;
/** Fetches it. */
export async function loadGrowth(): Promise<void> {
  growth ??= await import('./growth');
}

interface Block {
  type: string;
  raw: string;
  node: Node | null;
  code?: CodeBlock;
  /** What it was drawn from, where it can grow. */
  token?: Token;
}

/** A text as blocks: the first `keep` are those that are shown, the others were read. */
interface Reading {
  keep: number;
  tokens: Token[];
  links: boolean;
}

/**
 * A Markdown text in a DOM element.
 *
 * When the text changes, blocks that are the same keep their nodes. While it only grows (`streaming`), blocks that
 * can no longer change are not even read again, so that a long answer costs the same at its end as at its beginning.
 */
export class MarkdownView {
  #into: HTMLElement;
  #blocks: Block[] = [];
  #text = '';
  #links = false;
  #exact = true;
  #anchors: boolean;

  /** With `anchors` its headings get the ids that links to them name. */
  constructor(into: HTMLElement, anchors = false) {
    this.#into = into;
    this.#anchors = anchors;
  }

  /** Shows `source`. */
  update(source: string, streaming = false): void {
    const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
    if (streaming && !growth) void loadGrowth().catch(() => {});
    const goesOn = streaming && this.#exact && !this.#links && text.startsWith(this.#text);
    const { keep, tokens, links } = (goesOn && this.#continued(text)) || this.#read(text, goesOn ? this.#settled() : 0);
    const offset = this.#length(keep);
    // The length of what was kept is only known if the blocks give back the text they were made of.
    this.#exact = tokens.reduce((sum, token) => sum + token.raw.length, offset) === text.length;
    const redraw = links || this.#links;
    this.#text = text;
    this.#links = links;
    this.#show(tokens, keep, streaming, redraw);
  }

  /** Reads a text again from the block `keep` on. */
  #read(text: string, keep: number): Reading {
    return { keep, ...blocks(text.slice(this.#length(keep))) };
  }

  /** Goes on inside a long list or table at the end, without reading all of it again; null where there is none. */
  #continued(text: string): Reading | null {
    const settled = this.#settled();
    for (let at = this.#blocks.length - 1; at >= settled; at--) {
      const token = this.#blocks[at]?.token;
      const tail = token && growth?.tailOf(token);
      if (!tail) continue;
      const { tokens, links } = blocks(tail.head + text.slice(this.#length(at) + tail.offset));
      const joined = tail.joined(tokens[0]);
      return joined && { keep: at, links, tokens: [joined, ...tokens.slice(1)] };
    }
    return null;
  }

  /** How long the text of the first blocks is. */
  #length(count: number): number {
    let length = 0;
    for (let at = 0; at < count; at++) length += this.#blocks[at]?.raw.length ?? 0;
    return length;
  }

  /** How many blocks from the start no further text can change: all but the last two that show something. */
  #settled(): number {
    let seen = 0;
    for (let at = this.#blocks.length - 1; at >= 0; at--) {
      if (this.#blocks[at]?.type !== 'space' && ++seen === 2) return at;
    }
    return 0;
  }

  #show(tokens: Token[], keep: number, streaming: boolean, redraw: boolean): void {
    const next = this.#blocks.slice(0, keep);
    const last = tokens.findLastIndex(({ type }) => type !== 'space');
    tokens.forEach((token, index) => {
      const growing = streaming && index === last;
      next.push(this.#block(token, this.#blocks[keep + index], growing, redraw));
    });
    const nodes = next.flatMap(({ node }) => node ?? []);
    const wanted = new Set(nodes);
    for (const { node } of this.#blocks) if (node && !wanted.has(node)) node.parentNode?.removeChild(node);
    this.#blocks = next;
    // Most nodes stand where they stood; only new ones are put in.
    let at: Node | null = this.#into.firstChild;
    for (const node of nodes) {
      if (node === at) at = at.nextSibling;
      else this.#into.insertBefore(node, at);
    }
  }

  #block(token: Token, before: Block | undefined, growing: boolean, redraw: boolean): Block {
    const { type, raw } = token;
    if (type === 'code') {
      const code = before?.code ?? codeBlock(token as Tokens.Code, growing);
      const { text, lang } = token as Tokens.Code;
      code.update(text, { language: lang, growing });
      return { type, raw, code, node: code.element };
    }
    if (before && !redraw && before.type === type && before.raw === raw) return before;
    if (growing && !redraw && before?.token && before.node && growth?.grown(before.node, before.token, token)) return { type, raw, node: before.node, token };
    const node = blockNode(token);
    if (this.#anchors && type === 'heading') (node as Element).id = slug(node?.textContent ?? '');
    return GROWING.has(type) ? { type, raw, node, token } : { type, raw, node };
  }
}

/** Text that stands in no paragraph gets one. */
function blockNode(token: Token): Node | null {
  const node = nodeOf(token);
  if (node && node.nodeType !== 1) {
    const paragraph = document.createElement('p');
    paragraph.append(node);
    return paragraph;
  }
  return node;
}

/** Shows a label's text in an element: inline Markdown without blocks. */
export function drawInline(into: HTMLElement, text: string): void {
  // Most labels are plain words, and need no reading.
  if (/^[A-Za-z0-9 ,%()…-]*$/.test(text)) {
    into.textContent = text;
    return;
  }
  into.replaceChildren();
  draw(inline(text), into);
}
