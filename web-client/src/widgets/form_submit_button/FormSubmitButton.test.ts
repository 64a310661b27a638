import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import TextInput from '../text_input/TextInput.svelte';
import FormSubmitButton from './FormSubmitButton.svelte';

test('it sends what was changed in its form', async () => {
  const { page, node, sent } = stage({ kind: 'text_input', props: { label: 'Name', value: '' }, inForm: true });
  render(TextInput, { node });
  render(FormSubmitButton, { node: page.elements.get('s') as any });
  await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'Ada' } });
  expect(sent).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Submit' }));
  expect(sent).toEqual([{ type: 'submit', id: 's', values: { w: 'Ada' }, seq: 1 }]);
});
