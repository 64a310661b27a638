import { stage } from './testing';
import { complete, missing } from './required';
import { submitForm } from './value';

test.each([null, '', '  ', [], false])('%j is empty', (value) => {
  const { node } = stage({ kind: 'text_input', props: { label: 'a', value, required: true } });
  expect(missing(node)).toBe(true);
});

test.each([0, 'a', [0], true])('%j is not', (value) => {
  const { node } = stage({ kind: 'text_input', props: { label: 'a', value, required: true } });
  expect(missing(node)).toBe(false);
});

test('what need not be filled in, or cannot be, is never missing', () => {
  const { node } = stage({ kind: 'text_input', props: { label: 'a', value: '' } });
  expect(missing(node)).toBe(false);
  const disabled = stage({ kind: 'text_input', props: { label: 'a', value: '', required: true, disabled: true } });
  expect(missing(disabled.node)).toBe(false);
});

test('a form waits until it is complete, and says where it is not', () => {
  const { node, page, sent } = stage({ kind: 'text_input', props: { label: 'a', value: '', required: true }, inForm: true });
  const button = page.elements.get('s')!;
  submitForm(button);
  expect(node.complaint).toBe('Fill in this field');
  expect(sent).toEqual([]);
  page.events.set(node, 'Ada');
  expect(complete(node.parent!)).toBe(true);
  submitForm(button);
  expect(sent).toHaveLength(1);
});
