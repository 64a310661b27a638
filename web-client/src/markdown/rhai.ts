import type { HLJSApi, Language, Mode } from 'highlight.js';

const WORDS = {
  keyword: 'as break catch const continue do else export fn for global if import in is let loop private return switch this throw try unpack until while with',
  literal: 'true false',
};

/** Rhai, with the words that Mirror adds to it. */
export default function rhai(hljs: HLJSApi): Language {
  const comments = [hljs.C_LINE_COMMENT_MODE, hljs.C_BLOCK_COMMENT_MODE];
  const number: Mode = { scope: 'number', match: /\b(0x[\da-f_]+|0b[01_]+|0o[0-7_]+|\d[\d_]*(\.\d[\d_]*)?(e[+-]?\d+)?)\b/i };
  const call: Mode = { scope: 'title.function', match: /\b(?!(?:if|while|for|switch|return|catch|in|until|fn)\b)[a-z_]\w*(?=!?\()/i };
  // What stands between `${` and `}` is script again, braces, texts and all.
  const inside: Mode = { scope: 'subst', begin: /\$\{/, end: /\}/, keywords: WORDS, contains: [] };
  const template: Mode = { scope: 'string', begin: /`/, end: /`/, contains: [inside] };
  const block: Mode = { begin: /\{/, end: /\}/, keywords: WORDS, contains: ['self'] };
  const parts: Mode[] = [...comments, { scope: 'string', begin: /"/, end: /"/, contains: [hljs.BACKSLASH_ESCAPE] }, { scope: 'string', match: /'(\\.|[^'\\])[^']*'/ }, template, number, call];
  inside.contains = [block, ...parts];
  block.contains = ['self', ...parts];
  return { name: 'Rhai', keywords: WORDS, contains: [{ scope: 'meta', match: /^\s*@[\w.]+/m }, ...parts] };
}
