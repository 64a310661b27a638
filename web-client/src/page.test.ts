import { existsSync, readFileSync } from 'node:fs';
import { applyPlain } from './patches';
import { Page } from './page.svelte';
import type { Patch, PlainElement } from './protocol';

interface Case {
  shown: PlainElement;
  patches: Patch[];
  next: PlainElement;
}

const FILE = 'src/generated/diff-cases.json';
const cases: Case[] = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Case[]) : [];

/** Absent children are none. */
function whole({ id, kind, props, children = [] }: PlainElement): PlainElement {
  return { id, kind, props, children: children.map(whole) };
}

function pageOf(tree: PlainElement): Page {
  const page = new Page();
  const patches: Patch[] = [
    { op: 'update', id: '0', props: tree.props },
    ...(tree.children ?? []).map((node, index): Patch => ({ op: 'insert', parent: '0', index, node })),
  ];
  page.apply({ frame: 1, ack: 0, reset: true, patches });
  return page;
}

test(`the cases of the server are there (${FILE}, written by its tests)`, () => {
  expect(cases.length).toBeGreaterThan(0);
});

describe('what the server takes for the difference', () => {
  test('gives the page it wants, as data', () => {
    for (const { shown, patches, next } of cases) expect(whole(applyPlain(shown, patches))).toEqual(whole(next));
  });

  test('gives the page it wants, live', () => {
    for (const { shown, patches, next } of cases) {
      const page = pageOf(shown);
      page.apply({ frame: 2, ack: 0, patches });
      expect(page.plain()).toEqual(whole(next));
      expect([...page.elements.keys()].sort()).toEqual(ids(next).sort());
    }
  });

  test('keeps the elements of a page that is sent as a whole', () => {
    for (const { shown, next } of cases) {
      const page = pageOf(shown);
      const before = new Map(page.elements);
      const again = next.children ?? [];
      page.apply({ frame: 2, ack: 0, reset: true, patches: [{ op: 'update', id: '0', props: next.props }, ...again.map((node, index): Patch => ({ op: 'insert', parent: '0', index, node }))] });
      expect(page.plain()).toEqual(whole(next));
      for (const [id, node] of page.elements) if (before.get(id)?.kind === node.kind) expect(before.get(id)).toBe(node);
    }
  });

  function ids(node: PlainElement): string[] {
    return [node.id, ...(node.children ?? []).flatMap(ids)];
  }
});

test('an element is stale until a frame says nothing of it', () => {
  const page = pageOf({ id: '0', kind: 'page', props: {}, children: [{ id: '1', kind: 'main', props: {}, children: [{ id: 'a', kind: 'text', props: {} }] }] });
  page.apply({ frame: 2, ack: 0, patches: [], stale: ['a'] });
  expect(page.elements.get('a')?.stale).toBe(true);
  page.apply({ frame: 3, ack: 0, patches: [] });
  expect(page.elements.get('a')?.stale).toBe(false);
});

test('a patch for an element that is not there is an error', () => {
  expect(() => new Page().apply({ frame: 1, ack: 0, patches: [{ op: 'remove', id: 'x' }] })).toThrow('no element `x`');
});
