import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Choices from './Choices.svelte';

const scene = (props: object) => stage({ kind: 'pills', props: { label: 'Task', options: ['a', 'b', 'c'], value: null, ...props } });

test('one is chosen by a click and taken back by another', async () => {
  const { node, sent } = scene({});
  render(Choices, { node });
  await fireEvent.click(screen.getByRole('radio', { name: 'b' }));
  await fireEvent.click(screen.getByRole('radio', { name: 'b' }));
  expect(sent.map((message) => 'value' in message && message.value)).toEqual([1, null]);
});

test('what is required is not taken back', async () => {
  const { node, sent } = scene({ value: 1, required: true });
  render(Choices, { node });
  await fireEvent.click(screen.getByRole('radio', { name: 'b' }));
  expect(sent).toEqual([]);
});

test('arrows move, and choose where one is chosen', async () => {
  const { node, sent } = scene({ value: 2 });
  render(Choices, { node });
  screen.getByRole('radio', { name: 'c' }).focus();
  await fireEvent.keyDown(document.activeElement!, { key: 'ArrowRight' });
  expect(document.activeElement?.textContent).toBe('a');
  expect(sent).toMatchObject([{ value: 0 }]);
});

test('several are toggled', async () => {
  const { node, sent } = scene({ value: [0], multi: true });
  render(Choices, { node });
  const pressed = () => screen.getAllByRole('button').map((button) => button.getAttribute('aria-pressed'));
  await fireEvent.click(screen.getByRole('button', { name: 'c' }));
  expect(pressed()).toEqual(['true', 'false', 'true']);
  await fireEvent.click(screen.getByRole('button', { name: 'a' }));
  expect(sent.at(-1)).toMatchObject({ value: [2] });
});
