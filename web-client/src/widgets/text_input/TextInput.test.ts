import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import { submitForm } from '../../lib/value';
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

test('what does not have the form that is asked for is not sent, and says so', async () => {
  const { node, sent } = stage({ kind: 'text_input', props: { label: 'Mail', value: '', validate: '.+@.+' } });
  render(TextInput, { node });
  const field = screen.getByRole('textbox');
  await fireEvent.input(field, { target: { value: 'nope' } });
  await fireEvent.blur(field);
  expect(sent).toEqual([]);
  expect(node.complaint).not.toBe('');
  await fireEvent.input(field, { target: { value: 'a@b' } });
  await fireEvent.blur(field);
  expect(sent).toMatchObject([{ value: 'a@b' }]);
  expect(node.complaint).toBe('');
});

test('a live text is sent while it is typed', async () => {
  const { node, sent } = stage({ kind: 'text_input', props: { label: 'Find', value: '', live: true } });
  render(TextInput, { node });
  await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'a' } });
  expect(sent).toMatchObject([{ value: 'a' }]);
});

test('what a form asks for stays said when the field is left empty', async () => {
  const { node, page } = stage({ kind: 'text_input', props: { label: 'Name', value: '', required: true }, inForm: true });
  render(TextInput, { node });
  submitForm(page.elements.get('s')!);
  await fireEvent.blur(screen.getByRole('textbox'));
  expect(node.complaint).toBe('Fill in this field');
});
