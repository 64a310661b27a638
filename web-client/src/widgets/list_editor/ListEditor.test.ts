import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { stage } from '../../lib/testing';
import ListEditor from './ListEditor.svelte';

function shown(props: Record<string, unknown> = {}, inForm = false) {
  const set = stage({ kind: 'list_editor', props: { label: 'Stops', value: ['a', 'b', 'c'], item: 'text', ...props }, inForm });
  render(ListEditor, { node: set.node });
  const values = () => set.sent.map((message) => (message as { value: unknown }).value);
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
  const item = (n: number) => screen.getByRole<HTMLInputElement>('textbox', { name: `Item ${n}` });
  const leave = async (n: number, text: string) => {
    await fireEvent.input(item(n), { target: { value: text } });
    await fireEvent.focusOut(item(n));
  };
  return { ...set, values, press, item, leave };
}

test('items are changed, moved and deleted', async () => {
  const { values, press, leave } = shown();
  await leave(2, 'B');
  await press('Move Item 1 down');
  await press('Delete Item 3');
  expect(values()).toEqual([
    ['a', 'B', 'c'],
    ['B', 'a', 'c'],
    ['B', 'a'],
  ]);
});

test('a new item counts once something stands in it', async () => {
  const { values, press, leave, item } = shown({ value: [], max_items: 1 });
  await press('Add item');
  await tick();
  expect(document.activeElement).toBe(item(1));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add item' }).disabled).toBe(true);
  expect(values()).toEqual([]);
  await leave(1, 'new');
  expect(values()).toEqual([['new']]);
});

test('an item that stays empty vanishes, and nothing is sent', async () => {
  const { values, press, item } = shown();
  await press('Add item');
  await fireEvent.focusOut(item(4));
  expect(screen.getAllByRole('textbox')).toHaveLength(3);
  expect(values()).toEqual([]);
});

test('numbers are numbers, and what is none is said and not sent', async () => {
  const { values, leave } = shown({ item: 'number', value: ['1', '2.0'] });
  await leave(1, 'one');
  expect(screen.getByRole('alert').textContent).toBe('“one” is no number');
  expect(values()).toEqual([]);
  await leave(1, ' 0,5 ');
  expect(values()).toEqual([['0.5', '2.0']]);
});

test('Enter in the last item begins another', async () => {
  const { values, item } = shown();
  await fireEvent.input(item(3), { target: { value: 'C' } });
  item(3).focus();
  await fireEvent.keyDown(item(3), { key: 'Enter' });
  await tick();
  expect(document.activeElement).toBe(item(4));
  expect(values()).toEqual([['a', 'b', 'C']]);
});

test('what is being typed stays when the page changes around it', async () => {
  const { frame, item } = shown();
  await fireEvent.input(item(1), { target: { value: 'half a w' } });
  await frame({ patches: [{ op: 'update', id: 'w', props: { help: 'new' } }] });
  expect(item(1).value).toBe('half a w');
});
