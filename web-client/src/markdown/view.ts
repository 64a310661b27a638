import type { Token, Tokens } from 'marked';
import { slug } from '../lib/slug';
import type { CodeBlock } from './code';
import { blocks, inline } from './lex';
import { codeBlock, draw, nodeOf } from './render';

interface Block {
  type: string;
  raw: string;
  node: Node | null;
  code?: CodeBlock;
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
    const keep = streaming && this.#exact && !this.#links && text.startsWith(this.#text) ? this.#settled() : 0;
    const offset = this.#blocks.slice(0, keep).reduce((sum, block) => sum + block.raw.length, 0);
    const { tokens, links } = blocks(text.slice(offset));
    // The length of what was kept is only known if the blocks give back the text they were made of.
    this.#exact = tokens.reduce((sum, token) => sum + token.raw.length, offset) === text.length;
    const redraw = links || this.#links;
    this.#text = text;
    this.#links = links;
    this.#show(tokens, keep, streaming, redraw);
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
    const node = blockNode(token);
    if (this.#anchors && type === 'heading') (node as Element).id = slug(node?.textContent ?? '');
    return { type, raw, node };
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
