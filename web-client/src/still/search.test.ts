import { stage } from '../lib/testing';
import type { PlainElement } from '../protocol';
import { searcher } from './search';

const link = (name: string): PlainElement => ({ id: name, kind: 'page_link', props: { label: name, path: '', query: `widget=${name}` } });
const section = (id: string, children: PlainElement[]): PlainElement => ({ id, kind: 'expander', props: { label: id, expanded: false }, children });

test('a typed word leaves the links that lead to it, in open sections', () => {
  globalThis.mirrorWords = { slider: 'a number from a range', badge: 'a small word', title: '' };
  const field: PlainElement = { id: 'f', kind: 'text_input', props: { type: 'search' } };
  const { page, node } = stage({ kind: 'sidebar', children: [field, section('a', [link('slider'), link('badge')]), section('b', [link('title')])] });
  const search = searcher(page);
  const shown = (): string[] => node.children.map((child) => [child.id, Boolean(child.props.expanded), ...child.children.map(({ id }) => id)].join(' '));
  search('f', ' Range');
  expect(shown()).toEqual(['f false', 'a true slider']);
  search('f', 'qqq');
  expect(shown()).toEqual(['f false']);
  search('other', '');
  expect(shown()).toEqual(['f false']);
  search('f', '');
  expect(shown()).toEqual(['f false', 'a false slider badge', 'b false title']);
});
