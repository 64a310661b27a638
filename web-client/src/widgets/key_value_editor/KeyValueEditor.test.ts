import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import { converted, sendable } from './entries';
import KeyValueEditor from './KeyValueEditor.svelte';

const value = [
  ['rate', 'number', '0.5'],
  ['name', 'text', 'a'],
  ['fine', 'bool', 'true'],
];

function shown(props: Record<string, unknown> = {}) {
  const set = stage({ kind: 'key_value_editor', props: { label: 'Settings', value, ...props } });
  render(KeyValueEditor, { node: set.node });
  const values = () => set.sent.map((message) => (message as { value: unknown }).value);
  const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
  const leave = async (name: string, text: string) => {
    await fireEvent.input(field(name), { target: { value: text } });
    await fireEvent.focusOut(field(name));
  };
  return { values, field, leave };
}

test('names and values are changed, and each value keeps its type', async () => {
  const { values, field } = shown();
  await fireEvent.input(field('Name of entry 1'), { target: { value: 'speed' } });
  await fireEvent.focusOut(field('Name of entry 1'));
  await fireEvent.input(field('Value of speed'), { target: { value: '2.0' } });
  await fireEvent.focusOut(field('Value of speed'));
  await fireEvent.click(screen.getByRole('checkbox', { name: 'Value of fine' }));
  expect(values().at(-1)).toEqual([
    ['speed', 'number', '2.0'],
    ['name', 'text', 'a'],
    ['fine', 'bool', 'false'],
  ]);
});

test('a name that is used twice is said and not sent', async () => {
  const { values, leave } = shown();
  await leave('Name of entry 2', 'rate');
  expect(screen.getByRole('alert').textContent).toBe('The name “rate” is used twice');
  expect(values()).toEqual([]);
  await leave('Name of entry 2', 'title');
  expect(values()).toHaveLength(1);
});

test('an entry without a name, and a number that is none, are not sent', async () => {
  const { values, leave } = shown();
  await leave('Value of rate', 'fast');
  expect(screen.getByRole('alert').textContent).toBe('“fast” is no number');
  await leave('Value of rate', '1');
  await leave('Name of entry 2', '');
  expect(screen.getByRole('alert').textContent).toBe('This entry needs a name');
  expect(values()).toHaveLength(1);
});

test('a value goes from one type to another', () => {
  expect(converted(['a', 'text', 'yes'], 'bool')).toEqual(['a', 'bool', 'true']);
  expect(converted(['a', 'text', 'x'], 'number')).toEqual(['a', 'number', '']);
  expect(converted(['a', 'number', '1.50'], 'text')).toEqual(['a', 'text', '1.50']);
  expect(sendable([['', 'text', ' '], [' a ', 'number', '1,5']])).toEqual([['a', 'number', '1.5']]);
});
