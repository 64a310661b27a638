import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import ColorPicker from './ColorPicker.svelte';
import { readColor, solidity, withSolidity } from './colors';

function shown(props: Record<string, unknown> = {}) {
  const set = stage({ kind: 'color_picker', props: { label: 'Tone', value: '#1e90ff', alpha: false, ...props } });
  render(ColorPicker, { node: set.node });
  const values = () => set.sent.map((message) => (message as { value: unknown }).value);
  return { values, number: screen.getByRole<HTMLInputElement>('textbox', { name: 'Tone, as a number' }) };
}

test('a color is read in all its forms', () => {
  expect(['#ABC', 'abc', '#1E90FF', '#1e90ffff'].map((text) => readColor(text, false))).toEqual(['#aabbcc', '#aabbcc', '#1e90ff', '#1e90ff']);
  expect([readColor('#1e90ff80', true), readColor('#1e90ff80', false), readColor('red', true), readColor('', true)]).toEqual(['#1e90ff80', null, null, null]);
  for (const percent of [0, 1, 50, 99, 100]) expect(solidity(withSolidity('#1e90ff', percent))).toBe(percent);
});

test('a typed number is sent, and what is no color is said', async () => {
  const { values, number } = shown();
  await fireEvent.input(number, { target: { value: 'ABC' } });
  await fireEvent.keyDown(number, { key: 'Enter' });
  expect(values()).toEqual(['#aabbcc']);
  await fireEvent.input(number, { target: { value: 'blue-ish' } });
  await fireEvent.blur(number);
  expect(screen.getByRole('alert').textContent).toMatch(/“blue-ish” is no color/);
  expect(values()).toHaveLength(1);
  await fireEvent.keyDown(number, { key: 'Escape' });
  expect(number.value).toBe('#aabbcc');
});

test('a color from the picker stays as solid as it was', async () => {
  const { values } = shown({ alpha: true, value: '#1e90ff80' });
  await fireEvent.input(screen.getByLabelText('Tone'), { target: { value: '#00ff00' } });
  expect(values()).toEqual(['#00ff0080']);
});
