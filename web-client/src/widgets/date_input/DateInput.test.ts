import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { stage } from '../../lib/testing';
import DateInput from './DateInput.svelte';

const hidden = { hidden: true };

function shown(props: Record<string, unknown>, inForm = false) {
  const set = stage({
    kind: 'date_input',
    props: { label: 'Due', value: '2026-01-31', range: false, format: 'YYYY/MM/DD', clears: false, ...props },
    inForm,
  });
  render(DateInput, { node: set.node });
  const values = () => set.sent.map((message) => (message as { value: unknown }).value);
  const type = async (name: string, text: string) => {
    const field = screen.getByRole('textbox', { name });
    await fireEvent.input(field, { target: { value: text } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    return field as HTMLInputElement;
  };
  const grid = async () => {
    await fireEvent.click(screen.getByRole('button', { name: /^Choose in a calendar/ }));
    return screen.getByRole('grid', hidden);
  };
  return { ...set, values, type, grid };
}

const day = (name: RegExp) => screen.getByRole('button', { name, ...hidden });

test('a typed date is sent, in the form of scripts', async () => {
  const { values, type } = shown({ format: 'DD.MM.YYYY' });
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('31.01.2026');
  await type('Due', '1.2.2026');
  expect(values()).toEqual(['2026-02-01']);
});

test('what is no date is said, and nothing is sent', async () => {
  const { values, type } = shown({ min: '2026-01-01' });
  const field = await type('Due', 'soon');
  expect(screen.getByRole('alert').textContent).toMatch(/“soon” is no date/);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  await type('Due', '2025/12/31');
  expect(screen.getByRole('alert').textContent).toBe('The first possible day is 2026/01/01.');
  expect(values()).toEqual([]);
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(screen.queryByRole('alert')).toBeNull();
  expect(field.value).toBe('2026/01/31');
});

test('what is being typed stays when the page changes around it', async () => {
  const { frame } = shown({});
  const field = screen.getByRole<HTMLInputElement>('textbox');
  await fireEvent.input(field, { target: { value: '2026/0' } });
  await frame({ patches: [{ op: 'update', id: 'w', props: { help: 'new' } }] });
  expect(field.value).toBe('2026/0');
  await frame({ patches: [{ op: 'update', id: 'w', props: { value: '2026-05-05' } }] });
  expect(field.value).toBe('2026/05/05');
});

test('arrows and Page keys move through the calendar', async () => {
  const { grid, values } = shown({});
  const table = await grid();
  const at = () => table.querySelector('[tabindex="0"]')?.getAttribute('data-day');
  const path: unknown[] = [at()];
  for (const key of ['ArrowRight', 'ArrowDown', 'PageUp', 'ArrowLeft', 'ArrowUp']) {
    await fireEvent.keyDown(table, { key });
    path.push(at());
  }
  await fireEvent.keyDown(table, { key: 'PageDown', shiftKey: true });
  path.push(at());
  expect(path).toEqual(['2026-01-31', '2026-02-01', '2026-02-08', '2026-01-08', '2026-01-07', '2025-12-31', '2026-12-31']);
  await fireEvent.click(table.querySelector('[tabindex="0"]')!);
  expect(values()).toEqual(['2026-12-31']);
  expect(screen.queryByRole('grid', hidden)).toBeNull();
});

test('the calendar does not leave the bounds', async () => {
  const { grid } = shown({ min: '2026-01-30', max: '2026-02-02' });
  const table = await grid();
  const at = () => table.querySelector('[tabindex="0"]')?.getAttribute('data-day');
  await fireEvent.keyDown(table, { key: 'PageUp' });
  expect(at()).toBe('2026-01-30');
  await fireEvent.keyDown(table, { key: 'PageDown', shiftKey: true });
  expect(at()).toBe('2026-02-02');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Next month', ...hidden }).disabled).toBe(true);
  expect(day(/February 3, 2026/).hasAttribute('disabled')).toBe(true);
});

test('a span is chosen with two days, in any order', async () => {
  const { grid, values } = shown({ range: true, value: ['2026-01-05', '2026-01-07'] });
  await grid();
  await fireEvent.click(day(/January 20, 2026/));
  expect(values()).toEqual([]);
  await fireEvent.click(day(/January 12, 2026/));
  expect(values()).toEqual([['2026-01-12', '2026-01-20']]);
});

test('quick spans are one press', async () => {
  const { grid, values } = shown({ range: true, clears: true, value: [] });
  await grid();
  await fireEvent.click(screen.getByRole('button', { name: 'Last 7 days', ...hidden }));
  const [from, to] = values()[0] as string[];
  expect((Date.parse(to!) - Date.parse(from!)) / 86_400_000).toBe(6);
});

test('both ends of a span are typed, and nothing is sent before both are there', async () => {
  const { values, type } = shown({ range: true, clears: true, value: [] });
  await type('Due, first day', '2026/03/05');
  await tick();
  expect(values()).toEqual([]);
  await type('Due, last day', '2026/03/01');
  expect(values()).toEqual([['2026-03-01', '2026-03-05']]);
});

test('an emptied field is no date where that may be', async () => {
  const { values, type } = shown({ clears: true });
  await type('Due', ' ');
  expect(values()).toEqual([null]);
});

test('in a form Enter sends the form', async () => {
  const { sent, type } = shown({}, true);
  await type('Due', '2026/02/02');
  expect(sent).toEqual([{ type: 'submit', id: 's', values: { w: '2026-02-02' }, seq: 1 }]);
});
