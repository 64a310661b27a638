import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Selectbox from './Selectbox.svelte';

const options = ['Apple', 'Banana', 'Cherry'];

function shown(props: Record<string, unknown>) {
  const set = stage({ kind: 'selectbox', props: { label: 'Fruit', options, value: 1, ...props } });
  render(Selectbox, { node: set.node });
  return { ...set, field: screen.getByRole<HTMLInputElement>('combobox', { name: 'Fruit' }) };
}

const texts = () => screen.getAllByRole('option', { hidden: true }).map((option) => option.textContent?.trim());
const value = (text: string) => ({ target: { value: text } });

test('the keyboard opens, moves and chooses', async () => {
  const { field, sent } = shown({});
  expect(field.value).toBe('Banana');
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(field.getAttribute('aria-expanded')).toBe('true');
  expect(field.getAttribute('aria-activedescendant')).toBe('w-w-list-1');
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 2, seq: 1 }]);
  expect(field.value).toBe('Cherry');
  expect(field.getAttribute('aria-expanded')).toBe('false');
});

test('typing searches, Enter takes the best match', async () => {
  const { field, sent } = shown({});
  await fireEvent.input(field, value('app'));
  expect(texts()).toEqual(['Apple']);
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 0, seq: 1 }]);
});

test('Escape puts back what was there', async () => {
  const { field, sent } = shown({});
  await fireEvent.input(field, value('zzz'));
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(field.value).toBe('Banana');
  expect(sent).toEqual([]);
});

test('a new text can be given only where that is wanted', async () => {
  const { field, sent } = shown({ accept_new_options: true });
  await fireEvent.input(field, value('Fig'));
  expect(texts()).toEqual(['Add “Fig”']);
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 'Fig', seq: 1 }]);
  expect(field.value).toBe('Fig');
});

test('it can be emptied where that is allowed', async () => {
  const { field, sent } = shown({ clearable: true, placeholder: 'Which?' });
  await fireEvent.click(screen.getByRole('button', { name: 'Clear Fruit' }));
  expect(sent).toEqual([{ type: 'event', id: 'w', value: null, seq: 1 }]);
  expect(field.value).toBe('');
  expect(field.placeholder).toBe('Which?');
  expect(screen.queryByRole('button', { name: 'Clear Fruit' })).toBeNull();
});

test('of 100,000 options only those in view are drawn', async () => {
  const many = Array.from({ length: 100_000 }, (_, index) => `option ${index}`);
  const { field, sent } = shown({ options: many, value: null });
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(screen.getAllByRole('option', { hidden: true }).length).toBeLessThan(60);
  await fireEvent.input(field, value('99999'));
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 99_999, seq: 1 }]);
});
