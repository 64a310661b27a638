import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import ChatInput from './ChatInput.svelte';

test('Enter sends and empties the field, Shift+Enter does not', async () => {
  const { node, sent } = stage({ kind: 'chat_input', props: { placeholder: 'Ask' } });
  render(ChatInput, { node });
  const area = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Ask' });
  await fireEvent.input(area, { target: { value: 'Hello' } });
  await fireEvent.keyDown(area, { key: 'Enter', shiftKey: true });
  expect(sent).toEqual([]);
  await fireEvent.keyDown(area, { key: 'Enter' });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 'Hello', seq: 1 }]);
  expect(area.value).toBe('');
});

test('nothing but spaces is not sent', async () => {
  const { node, sent } = stage({ kind: 'chat_input', props: {} });
  render(ChatInput, { node });
  const area = screen.getByRole('textbox', { name: 'Your message' });
  await fireEvent.input(area, { target: { value: '  ' } });
  await fireEvent.keyDown(area, { key: 'Enter' });
  expect(sent).toEqual([]);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
});

test('a longer run can be stopped', async () => {
  const { page, node, sent } = stage({ kind: 'chat_input', props: {} });
  render(ChatInput, { node });
  page.running = true;
  await fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  expect(sent).toEqual([{ type: 'stop' }]);
});
