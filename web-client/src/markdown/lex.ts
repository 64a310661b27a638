import { Lexer, Marked, type MarkedOptions, type Token, type TokenizerAndRendererExtension } from 'marked';
import { SYMBOL } from '../lib/symbol';

/** The names that may stand before `[…]` in `:name[text]`. */
const TINTS = 'red|orange|yellow|green|blue|violet|gray|grey|primary|rainbow';
const DIRECTIVE = new RegExp(`^:(small|(?:${TINTS})(?:-background|-badge)?)\\[`);

/** `:red[text]`, `:blue-background[text]`, `:small[text]`. */
const tint: TokenizerAndRendererExtension = {
  name: 'tint',
  level: 'inline',
  start: (source) => positive(source.search(/:(?:small|[a-z]+(?:-background|-badge)?)\[/)),
  tokenizer(source) {
    const opening = DIRECTIVE.exec(source);
    if (!opening) return undefined;
    const end = closing(source, opening[0].length);
    if (end < 0) return undefined;
    const text = source.slice(opening[0].length, end);
    return { type: 'tint', raw: source.slice(0, end + 1), tint: opening[1], tokens: this.lexer.inlineTokens(text) };
  },
};

/** `:rocket:`, and `:material/home:` of any Material symbol. */
const shortcode: TokenizerAndRendererExtension = {
  name: 'emoji',
  level: 'inline',
  start: (source) => positive(source.search(/:[a-z0-9_+-]+:|:material\//)),
  tokenizer(source) {
    const icon = SYMBOL.exec(source);
    if (icon) return { type: 'symbol', raw: icon[0], text: icon[1] };
    const match = /^:[a-z0-9_+-]+:/.exec(source);
    return match ? { type: 'emoji', raw: match[0] } : undefined;
  },
};

/** `$x$` and `$$x$$`. A price such as `$5 and $6` is no formula: the closing sign must not follow a blank or precede a digit. */
const math: TokenizerAndRendererExtension = {
  name: 'math',
  level: 'inline',
  start: (source) => positive(source.indexOf('$')),
  tokenizer(source) {
    const display = /^\$\$([^$]+?)\$\$/.exec(source);
    if (display) return { type: 'math', raw: display[0], text: display[1], display: true };
    const match = /^\$(?=[^\s$])((?:\\.|[^$\\\n])*?[^\s\\$])\$(?!\d)/.exec(source);
    return match ? { type: 'math', raw: match[0], text: match[1], display: false } : undefined;
  },
};

/** A formula in lines of its own, where blank lines and Markdown signs mean nothing. */
const mathBlock: TokenizerAndRendererExtension = {
  name: 'mathBlock',
  level: 'block',
  start: (source) => positive(source.search(/(?:^|\n)\$\$/)),
  tokenizer(source) {
    const match = /^\$\$[ \t]*\n([\s\S]+?)\n\$\$[ \t]*(?:\n|$)/.exec(source);
    return match ? { type: 'mathBlock', raw: match[0], text: match[1] } : undefined;
  },
};

const marked = new Marked({ gfm: true, extensions: [tint, shortcode, math, mathBlock] });

/** The blocks of a text, and whether some of them define links for others. */
export function blocks(text: string): { tokens: Token[]; links: boolean } {
  const lexer = new Lexer(marked.defaults as MarkedOptions);
  const tokens = lexer.lex(text);
  return { tokens, links: Object.keys(lexer.tokens.links).length > 0 };
}

/** The inline parts of a label. */
export function inline(text: string): Token[] {
  return new Lexer(marked.defaults as MarkedOptions).inlineTokens(text);
}

/** The place of the bracket that closes the one before `from`, or -1. */
function closing(source: string, from: number): number {
  let depth = 1;
  for (let at = from; at < source.length; at++) {
    const sign = source[at];
    if (sign === '\\') at++;
    else if (sign === '[') depth++;
    else if (sign === ']' && --depth === 0) return at;
  }
  return -1;
}

function positive(index: number): number | undefined {
  return index < 0 ? undefined : index;
}
