import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import NumberInput from './NumberInput.svelte';

const props = { label: 'N', value: 1.5, min: 0, max: 10, step: 0.05, kind: 'float' };
const values = (sent: unknown[]) => sent.map((message) => (message as { value: unknown }).value);

async function typed(text: string, given: Record<string, unknown> = props, key = 'Enter') {
  const { node, sent } = stage({ kind: 'number_input', props: given });
  render(NumberInput, { node });
  const field = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'N' });
  await fireEvent.input(field, { target: { value: text } });
  expect(sent).toEqual([]);
  await fireEvent.keyDown(field, { key });
  return { field, sent: values(sent) };
}

test('it sends on Enter, not while typing, and takes a comma', async () => {
  const { field, sent } = await typed('2,25');
  expect(sent).toEqual([2.25]);
  expect(field.value).toBe('2.25');
});

test('a number outside the range goes to its end, with a word about it', async () => {
  const { field, sent } = await typed('99');
  expect(sent).toEqual([10]);
  expect(field.value).toBe('10.00');
  expect(screen.getByRole('status').textContent).toContain('At most 10');
});

test('what is no number is not sent', async () => {
  const { field, sent } = await typed('many');
  expect(sent).toEqual([]);
  expect(field.value).toBe('1.50');
  expect(screen.getByRole('status').textContent).toContain('not a number');
});

test('empty is null', async () => {
  const { sent } = await typed('');
  expect(sent).toEqual([null]);
});

test('whole numbers are rounded', async () => {
  const { sent } = await typed('3.7', { ...props, kind: 'int', value: 1, step: 1 });
  expect(sent).toEqual([4]);
});

test('Escape forgets what was typed', async () => {
  const { field, sent } = await typed('7', props, 'Escape');
  expect(sent).toEqual([]);
  expect(field.value).toBe('1.50');
});

test('buttons and arrow keys step, without noise of binary fractions', async () => {
  const { node, sent } = stage({ kind: 'number_input', props: { ...props, value: 0.1, step: 0.2 } });
  render(NumberInput, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Increase N' }));
  await fireEvent.keyDown(screen.getByRole('spinbutton'), { key: 'ArrowUp' });
  await fireEvent.click(screen.getByRole('button', { name: 'Decrease N' }));
  expect(values(sent)).toEqual([0.3, 0.5, 0.3]);
});

test('from nothing the first step is the least number', async () => {
  const { node, sent } = stage({ kind: 'number_input', props: { ...props, value: null, min: 3, step: 1, kind: 'int' } });
  render(NumberInput, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Increase N' }));
  expect(values(sent)).toEqual([3]);
});
