import { expect, test } from 'vitest';
import { LogLines, pieces } from './lines';

function log(): { view: LogLines; texts: () => string[]; list: HTMLElement } {
  const list = document.createElement('ol');
  const texts = (): string[] => [...list.children].filter((line) => !(line as HTMLElement).hidden).map((line) => line.textContent ?? '');
  return { view: new LogLines(list), texts, list };
}

test('a text that grows keeps the lines it had', () => {
  const { view, texts, list } = log();
  view.show('one\ntw', '');
  const first = list.firstElementChild;
  view.show('one\ntwo\nthree\n', '');
  expect(texts()).toEqual(['one', 'two', 'three']);
  expect(list.firstElementChild).toBe(first);
  view.show('one\ntwo\nthree\nfour\n', '');
  expect(texts()).toEqual(['one', 'two', 'three', 'four']);
});

test('another text takes the place of the first', () => {
  const { view, texts } = log();
  view.show('a\nb\n', '');
  view.show('b\nc\n', '');
  expect(texts()).toEqual(['b', 'c']);
});

test('a search hides the other lines and counts, also while lines come', () => {
  const { view, texts } = log();
  expect(view.show('epoch 1\nsaved\nEpoch 2', 'epoch')).toBe(2);
  expect(view.show('epoch 1\nsaved\nEpoch 2\nepoch 3\nend', 'epoch')).toBe(3);
  expect(texts()).toEqual(['epoch 1', 'Epoch 2', 'epoch 3']);
  expect(view.show('epoch 1\nsaved\nEpoch 2\nepoch 3\nend', '')).toBe(5);
});

test('the colors of terminals become spans, and other orders vanish', () => {
  const nodes = pieces('\u001b[1;31mERR\u001b[0m ok \u001b[2K\u001b[92mgreen');
  expect(nodes.map((node) => node.textContent)).toEqual(['ERR', ' ok ', 'green']);
  expect((nodes[0] as HTMLElement).className).toBe('bold');
  expect((nodes[0] as HTMLElement).style.color).toBe('var(--bad)');
  expect(nodes[1]?.nodeType).toBe(3);
  expect((nodes[2] as HTMLElement).style.color).toBe('var(--ok)');
});
