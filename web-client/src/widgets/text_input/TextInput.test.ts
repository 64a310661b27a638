import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import TextInput from './TextInput.svelte';

const props = { label: 'Name', value: '', max_chars: 10 };

test('it sends on Enter and says so while typing', async () => {
  const { node, sent } = stage({ kind: 'text_input', props });
  const { container } = render(TextInput, { node });
  const field = screen.getByRole('textbox', { name: 'Name' });
  await fireEvent.input(field, { target: { value: 'Ada' } });
  expect(sent).toEqual([]);
  expect(container.textContent).toContain('Press Enter to apply');
  expect(container.textContent).toContain('3/10');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 'Ada', seq: 1 }]);
  expect(container.textContent).not.toContain('Press Enter');
});

test('leaving it sends too, but only what was changed', async () => {
  const { node, sent } = stage({ kind: 'text_input', props });
  render(TextInput, { node });
  const field = screen.getByRole('textbox');
  await fireEvent.blur(field);
  expect(sent).toEqual([]);
  await fireEvent.input(field, { target: { value: 'Ada' } });
  await fireEvent.blur(field);
  expect(sent).toHaveLength(1);
});

test('a frame does not overwrite what is being typed', async () => {
  const { node, frame } = stage({ kind: 'text_input', props });
  render(TextInput, { node });
  const field = screen.getByRole<HTMLInputElement>('textbox');
  await fireEvent.input(field, { target: { value: 'Ad' } });
  await frame({ patches: [{ op: 'update', id: 'w', props: { value: 'server' } }] });
  expect(field.value).toBe('Ad');
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(field.value).toBe('server');
});

test('Enter in a form submits it', async () => {
  const { node, sent } = stage({ kind: 'text_input', props, inForm: true });
  const { container } = render(TextInput, { node });
  const field = screen.getByRole('textbox');
  await fireEvent.input(field, { target: { value: 'Ada' } });
  expect(container.textContent).toContain('Press Enter to submit form');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(sent).toEqual([{ type: 'submit', id: 's', values: { w: 'Ada' }, seq: 1 }]);
});

test('a password can be shown', async () => {
  const { node } = stage({ kind: 'text_input', props: { label: 'Key', value: 'x', type: 'password' } });
  const { container } = render(TextInput, { node });
  expect(container.querySelector('input')?.type).toBe('password');
  await fireEvent.click(screen.getByRole('button', { name: 'Show Key' }));
  expect(container.querySelector('input')?.type).toBe('text');
});
