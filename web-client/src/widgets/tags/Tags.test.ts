import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Tags from './Tags.svelte';

function shown(props: Record<string, unknown> = {}) {
  const set = stage({ kind: 'tags', props: { label: 'Tags', value: ['a'], suggestions: ['apple', 'pear'], ...props } });
  render(Tags, { node: set.node });
  const values = () => set.sent.map((message) => (message as { value: unknown }).value);
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Tags' });
  const type = (text: string) => fireEvent.input(field, { target: { value: text } });
  return { values, field, type };
}

test('Enter and a comma add what was typed, even where a suggestion is like it', async () => {
  const { values, field, type } = shown();
  await type('app');
  await fireEvent.keyDown(field, { key: 'Enter' });
  await type('b');
  await fireEvent.keyDown(field, { key: ',' });
  await type('c,');
  expect(values()).toEqual([
    ['a', 'app'],
    ['a', 'app', 'b'],
    ['a', 'app', 'b', 'c'],
  ]);
  expect(field.value).toBe('');
});

test('a suggestion is taken with the arrow keys', async () => {
  const { values, field, type } = shown();
  await type('p');
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(values()).toEqual([['a', 'pear']]);
});

test('Backspace takes the last away', async () => {
  const { values, field } = shown({ value: ['a', 'b'] });
  await fireEvent.keyDown(field, { key: 'Backspace' });
  expect(values()).toEqual([['a']]);
});

test('what is pasted is cut at its commas and lines', async () => {
  const { values, field } = shown();
  await fireEvent.paste(field, { clipboardData: { getData: () => 'b, a;c\nd' } });
  expect(values()).toEqual([['a', 'b', 'c', 'd']]);
});

test('no more than wanted, and each once', async () => {
  const { values, field, type } = shown({ max_tags: 2 });
  await type('a');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(values()).toEqual([]);
  await type('b, c');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(values()).toEqual([['a', 'b']]);
  expect(field.readOnly).toBe(true);
});
