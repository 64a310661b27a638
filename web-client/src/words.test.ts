import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import type { Words } from './lib/words.svelte';

const HERE = import.meta.dirname;
/** Texts of the server's own that people read: the browser says them in their language (`told`). */
const TOLD = [
  'A message may have at most {n} KiB',
  'After',
  'Before',
  'Error',
  'no data',
  'row',
  'rows',
  'In progress...',
  'it is disabled',
  'it is not on the page any more',
  'it must be filled in',
  'Something went wrong',
  'Submit',
  'The app could not finish. Try again; if it stays, tell its owner this id.',
  'The message cannot be understood; this page may be older than the server: load it again',
  'The run ended unexpectedly',
  'The script asks to run again without end',
  'The script cannot be read',
  'The script does not compile',
  'The script stopped here',
  'The secrets cannot be read',
  'This app has as many visitors as it takes ({n}); try again in a few minutes',
  'too much is waiting already; try again in a moment',
  'Your message',
];
/** What stands in components as it is: names, and texts that are the same everywhere. */
const NO_WORDS = new Set(['px', 'JSON', 'SVG', 'RGB', 'HEX', 'Mirror', 'Enter', 'Esc', 'Ctrl']);

const files = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name));
const sources = files(HERE, /\.(svelte|ts)$/).filter((name) => !/\.test\.ts$|generated|[\\/]words[\\/]|words\.svelte\.ts$/.test(name));

/** The texts that the sources give to `t` and `plural`, and the calls that give something else. */
function used(): { single: Set<string>; counted: Set<string>; unclear: string[] } {
  const found = { single: new Set(TOLD), counted: new Set<string>(), unclear: [] as string[] };
  const literal = String.raw`('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")`;
  const text = (quoted: string) => quoted.slice(1, -1).replace(/\\(.)/g, '$1');
  for (const name of sources) {
    const source = readFileSync(name, 'utf8');
    for (const { 0: call, 1: callee, index } of source.matchAll(/(?<![\w.$])(t|plural)\(\s*/g)) {
      const rest = source.slice(index + call.length);
      const one = new RegExp(`^${literal}\\s*[,)]`).exec(rest)?.[1];
      const many = new RegExp(`^[^'"]*?,\\s*${literal},\\s*${literal}`).exec(rest)?.[2];
      if (callee === 't' && one) found.single.add(text(one));
      else if (callee === 'plural' && many) found.counted.add(text(many));
      else found.unclear.push(`${name.slice(HERE.length + 1)}: ${callee}(${rest.slice(0, 40)}`);
    }
  }
  return found;
}

const { single, counted, unclear } = used();
const languages = files(join(HERE, 'words'), /\.ts$/).map((name) => name.slice(-5, -3));
const catalogues = import.meta.glob<Words>('./words/*.ts', { eager: true, import: 'words' });
const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted();

it('texts stand where they are used, so that they can be found', () => expect(unclear).toEqual([]));

describe.each(languages)('%s', (language) => {
  const words = catalogues[`./words/${language}.ts`] ?? {};
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  it('says everything that is said, and nothing else', () => {
    const lines = [
      ...[...single].filter((key) => typeof words[key] !== 'string').map((key) => `  ${JSON.stringify(key)}: '',`),
      ...[...counted].filter((key) => typeof words[key] !== 'object').map((key) => `  ${JSON.stringify(key)}: { ${categories.map((name) => `${name}: ''`).join(', ')} },`),
    ];
    expect(lines.join('\n'), `to be filled in in src/words/${language}.ts`).toBe('');
    expect(Object.keys(words).filter((key) => !single.has(key) && !counted.has(key)), 'nobody says these any more').toEqual([]);
  });

  it('has all forms of what is counted', () => {
    for (const [key, said] of Object.entries(words)) {
      if (typeof said === 'object') expect(Object.keys(said).toSorted(), key).toEqual(categories.toSorted());
    }
  });

  it('names the same values', () => {
    for (const [key, said] of Object.entries(words)) {
      for (const text of typeof said === 'string' ? [said] : Object.values(said)) {
        // A form for one thing need not name the number.
        const named = typeof said === 'string' ? names(text) : [...new Set([...names(text), '{n}'])].toSorted();
        expect(text.trim(), key).not.toBe('');
        expect(named, `${key} → ${text}`).toEqual(typeof said === 'string' ? names(key) : [...new Set([...names(key), '{n}'])].toSorted());
      }
    }
  });
});

it('components hold no words of their own', () => {
  const bare: string[] = [];
  const spoken = /^(aria-(label|description|valuetext|roledescription)|title|placeholder|alt)$/;
  const look = (name: string, data: string) => {
    const words = data.match(/\p{L}{2,}/gu)?.filter((word) => !NO_WORDS.has(word)) ?? [];
    if (words.length) bare.push(`${name}: ${data.trim()}`);
  };
  const visit = (name: string, node: unknown): void => {
    if (Array.isArray(node)) return node.forEach((child) => visit(name, child));
    if (!node || typeof node !== 'object') return;
    const { type } = node as { type?: string };
    if (type === 'Text') look(name, (node as AST.Text).data);
    if (type === 'Attribute' && !spoken.test((node as AST.Attribute).name)) return;
    if (type === 'StyleDirective' || type === 'ClassDirective' || type?.endsWith('Expression')) return;
    for (const [key, child] of Object.entries(node)) if (key !== 'metadata' && key !== 'css') visit(name, child);
  };
  for (const name of sources.filter((source) => source.endsWith('.svelte'))) {
    visit(name.slice(HERE.length + 1), parse(readFileSync(name, 'utf8'), { modern: true }).fragment);
  }
  expect(bare).toEqual([]);
});

it('the texts of the server are the server’s', () => {
  const rust = ['runtime/src', 'widgets/src'].flatMap((folder) => files(join(HERE, '../..', folder), /\.rs$/)).map((name) => readFileSync(name, 'utf8').replace(/\\\n\s*/g, '')).join('\n').toLowerCase();
  // What a format puts in is not known here; the words around it are.
  const parts = TOLD.flatMap((text) => text.toLowerCase().split(/\{n\}|; this page/));
  expect(parts.filter((part) => !rust.includes(part.trim()))).toEqual([]);
});
