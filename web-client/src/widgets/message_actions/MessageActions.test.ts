import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { stage } from '../../lib/testing';
import MessageActions from './MessageActions.svelte';

test('a thumb is pressed at once, and a second click takes it back', async () => {
  const { node, sent } = stage({ kind: 'message_actions', props: { copy: false, feedback: 'none' } });
  render(MessageActions, { node });
  const thumb = screen.getByRole('button', { name: 'Good answer' });
  await fireEvent.click(thumb);
  expect(thumb.getAttribute('aria-pressed')).toBe('true');
  await fireEvent.click(thumb);
  expect(thumb.getAttribute('aria-pressed')).toBe('false');
  expect(sent.map((message) => (message as { value: unknown }).value)).toEqual(['like', 'clear']);
});

test('a thumb waits while an answer is written, for a click would interrupt it', async () => {
  const { node, sent } = stage({ kind: 'message_actions', props: { copy: false, feedback: 'none' } });
  node.page.running = true;
  render(MessageActions, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Good answer' }));
  expect(sent).toEqual([]);
});

test('a message is changed in place: Enter sends, Escape goes back, an empty one is not sent', async () => {
  const { node, sent } = stage({ kind: 'message_actions', props: { copy: false, edit: 'Helo' } });
  render(MessageActions, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Edit message' }));
  const field = screen.getByRole('textbox', { name: 'Edit message' });
  await fireEvent.input(field, { target: { value: ' ' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(sent).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Edit message' }));
  await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'Hello' } });
  await fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter' });
  expect(sent.map((message) => (message as { value: unknown }).value)).toEqual([{ edit: 'Hello' }]);
});
