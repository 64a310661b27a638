import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import CodeInput from './CodeInput.svelte';

test('until the editor is there a text field takes the text', async () => {
  const set = stage({ kind: 'code_input', props: { label: 'Source', value: 'a', language: 'text', line_numbers: true, wrap_lines: false } });
  render(CodeInput, { node: set.node });
  const field = screen.getByRole('textbox', { name: 'Source' });
  await fireEvent.input(field, { target: { value: 'ab' } });
  await fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  expect(set.sent).toEqual([{ type: 'event', id: 'w', value: 'ab', seq: 1 }]);
});
