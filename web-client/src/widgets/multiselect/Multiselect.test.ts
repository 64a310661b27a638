import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Multiselect from './Multiselect.svelte';

const options = ['alpha', 'beta', 'gamma'];

function shown(props: Record<string, unknown>) {
  const set = stage({ kind: 'multiselect', props: { label: 'Tags', options, value: [1], ...props } });
  render(Multiselect, { node: set.node });
  const values = () => set.sent.map((message) => (message as { value: unknown }).value);
  return { values, field: screen.getByRole<HTMLInputElement>('combobox', { name: 'Tags' }) };
}

const hidden = { hidden: true };

test('options are added in the order they are chosen, and the list stays open', async () => {
  const { field, values } = shown({});
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  await fireEvent.click(screen.getByRole('option', { name: 'gamma', ...hidden }));
  await fireEvent.click(screen.getByRole('option', { name: 'alpha', ...hidden }));
  expect(values()).toEqual([
    [1, 2],
    [1, 2, 0],
  ]);
  expect(field.getAttribute('aria-expanded')).toBe('true');
});

test('chips are removed by their button and by Backspace', async () => {
  const { field, values } = shown({ value: [0, 1, 2] });
  await fireEvent.click(screen.getByRole('button', { name: 'Remove beta' }));
  await fireEvent.keyDown(field, { key: 'Backspace' });
  expect(values()).toEqual([[0, 2], [0]]);
});

test('no more than wanted can be chosen, and that is said', async () => {
  const { field, values } = shown({ max_selections: 1 });
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  const option = screen.getByRole('option', { name: 'gamma', ...hidden });
  expect(option.getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(option);
  expect(values()).toEqual([]);
  expect(screen.getAllByText('You can choose at most 1 option').length).toBeGreaterThan(0);
});

test('all can be chosen at once, and none', async () => {
  const { field, values } = shown({});
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  await fireEvent.click(screen.getByRole('button', { name: 'Select all', ...hidden }));
  await fireEvent.click(screen.getByRole('button', { name: 'Clear', ...hidden }));
  expect(values()).toEqual([[1, 0, 2], []]);
});

test('new texts can be added where that is wanted', async () => {
  const { field, values } = shown({ accept_new_options: true });
  await fireEvent.input(field, { target: { value: 'delta' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(values()).toEqual([[1, 'delta']]);
  expect(screen.getByRole('button', { name: 'Remove delta' })).toBeTruthy();
});
