import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import DatetimeInput from './DatetimeInput.svelte';

function shown(props: Record<string, unknown> = {}) {
  const set = stage({
    kind: 'datetime_input',
    props: { label: 'At', value: '2026-01-31T14:30', format: 'YYYY/MM/DD', step: 30, clears: false, ...props },
  });
  render(DatetimeInput, { node: set.node });
  const values = () => set.sent.map((message) => (message as { value: unknown }).value);
  const type = async (field: HTMLElement, text: string) => {
    await fireEvent.input(field, { target: { value: text } });
    await fireEvent.keyDown(field, { key: 'Enter' });
  };
  return { values, type, day: screen.getByRole('textbox', { name: 'At, day' }), time: screen.getByRole('combobox', { name: 'At, time' }) };
}

test('day and time are changed each on its own', async () => {
  const { values, type, day, time } = shown();
  await type(day, '2026/02/01');
  await type(time, '9');
  expect(values()).toEqual(['2026-02-01T14:30', '2026-02-01T09:00']);
});

test('there is no moment before both halves are there', async () => {
  const { values, type, day, time } = shown({ value: null, clears: true });
  await type(time, '9:15');
  expect(values()).toEqual([]);
  await type(day, '2026/02/01');
  expect(values()).toEqual(['2026-02-01T09:15']);
});

test('on the first and the last day the time stops at its bound', async () => {
  const { values, type, day, time } = shown({ min: '2026-01-30T16:00' });
  await type(day, '2026/01/30');
  expect(values()).toEqual(['2026-01-30T16:00']);
  await type(time, '15:00');
  expect(screen.getByRole('alert').textContent).toBe('The time must be between 16:00 and 23:59.');
  expect(values()).toHaveLength(1);
});
