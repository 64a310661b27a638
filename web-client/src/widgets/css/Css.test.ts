import { render } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Css from './Css.svelte';
import { scoped } from './scoped';

test('rules for one element are scoped to its key', () => {
  expect(scoped('a { color: red }', undefined)).toBe('a { color: red }');
  expect(scoped('a { color: red }', 'run me')).toBe('@scope (.st-key-run-me) {\na { color: red }\n}');
});

test('rules come, change and go with the element', async () => {
  const sheets: CSSStyleSheet[] = [];
  Object.defineProperty(document, 'adoptedStyleSheets', { value: sheets, writable: true, configurable: true });
  const { node, frame } = stage({ kind: 'css', props: { body: 'a { color: red }' } });
  const { unmount } = render(Css, { node });
  await frame({});
  const text = (): string[] => document.adoptedStyleSheets.map((sheet) => sheet.cssRules[0]?.cssText.replace(/\s+/g, ' ') ?? '');
  expect(text()).toEqual(['a { color: red; }']);
  await frame({ patches: [{ op: 'update', id: 'w', props: { body: 'b { color: red }' } }] });
  expect(text()).toEqual(['b { color: red; }']);
  unmount();
  expect(document.adoptedStyleSheets).toEqual([]);
});
