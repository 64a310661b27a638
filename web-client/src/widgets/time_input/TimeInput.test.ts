import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import TimeInput from './TimeInput.svelte';

const hidden = { hidden: true };

function shown(props: Record<string, unknown> = {}) {
  const set = stage({ kind: 'time_input', props: { label: 'At', value: '14:37', step: 15, format: '24h', clears: false, ...props } });
  render(TimeInput, { node: set.node });
  const values = () => set.sent.map((message) => (message as { value: unknown }).value);
  return { values, field: screen.getByRole<HTMLInputElement>('combobox', { name: 'At' }) };
}

test('a typed time is sent as scripts have it', async () => {
  const { values, field } = shown({ format: '12h' });
  expect(field.value).toBe('2:37 PM');
  await fireEvent.input(field, { target: { value: '9:05 am' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(values()).toEqual(['09:05']);
});

test('the list opens at the time before, and arrows choose in it', async () => {
  const { values, field } = shown();
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(screen.getAllByRole('option', hidden)).toHaveLength(96);
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(values()).toEqual(['14:45']);
});

test('what is no time is said, and nothing is sent', async () => {
  const { values, field } = shown();
  await fireEvent.input(field, { target: { value: 'noon' } });
  await fireEvent.blur(field);
  expect(screen.getByRole('alert').textContent).toBe('“noon” is no time. Type it like 14:30.');
  expect(values()).toEqual([]);
});

test('an emptied field is no time where that may be', async () => {
  const { values, field } = shown({ clears: true });
  await fireEvent.input(field, { target: { value: '' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(values()).toEqual([null]);
});
