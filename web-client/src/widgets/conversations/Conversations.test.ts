import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { stage } from '../../lib/testing';
import Conversations from './Conversations.svelte';

const props = { options: [{ id: '1', title: 'Plans' }], current: '1', editable: true };
const values = (sent: unknown[]) => sent.map((message) => (message as { value: unknown }).value);

test('a conversation is deleted only by a second click', async () => {
  const { node, sent } = stage({ kind: 'conversations', props });
  render(Conversations, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Delete Plans' }));
  expect(sent).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Delete Plans' }));
  expect(values(sent)).toEqual([{ action: 'delete', id: '1' }]);
});

test('a conversation is renamed in place', async () => {
  const { node, sent } = stage({ kind: 'conversations', props });
  render(Conversations, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Rename Plans' }));
  const field = screen.getByRole('textbox', { name: 'Name of the conversation' });
  await fireEvent.input(field, { target: { value: ' ' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(sent).toEqual([]);
  await fireEvent.input(field, { target: { value: 'Better plans ' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(values(sent)).toEqual([{ action: 'rename', id: '1', title: 'Better plans' }]);
});
