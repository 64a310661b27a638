import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Stepper from './Stepper.svelte';

const step = (id: string, label: string, props = {}) => ({ id, kind: 'step', props: { label, lazy: true, ...props }, children: [{ id: `${id}x`, kind: 'text', props: { body: `in ${label}` } }] });
const names = (): string[] => screen.getAllByRole('listitem').map((item) => item.className.replace(/ ?(svelte-\w+|past)/g, ''));

test('steps that were reached can be chosen, others not', async () => {
  const { node, sent } = stage({ kind: 'stepper', props: { value: 1, reached: 1 }, children: [step('a', 'Data'), step('b', 'Model'), step('c', 'Train')] });
  render(Stepper, { node });
  expect(names()).toEqual(['done', 'current seen', 'waiting']);
  expect(screen.getByRole('button', { name: /Train/ }).hasAttribute('disabled')).toBe(true);
  expect(screen.getByRole('button', { current: 'step' }).textContent).toContain('Model');
  await fireEvent.click(screen.getByRole('button', { name: /Data/ }));
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 0, seq: 1 }]);
  expect(names()).toEqual(['current seen', 'waiting', 'waiting']);
  // What was reached stays reachable.
  expect(screen.getByRole('button', { name: /Model/ }).hasAttribute('disabled')).toBe(false);
});

test('a walkthrough leads on to its end', async () => {
  const { node, sent, frame } = stage({ kind: 'walkthrough', props: { value: 0, reached: 0, buttons: true }, children: [step('a', 'Data'), step('b', 'Model', { error: true })] });
  render(Stepper, { node });
  expect(names()).toEqual(['current seen', 'error']);
  await fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  await frame({ ack: 1, patches: [{ op: 'update', id: 'w', props: { value: 1, reached: 1 } }, { op: 'update', id: 'b', props: {}, gone: ['error'] }] });
  await fireEvent.click(screen.getByRole('button', { name: 'Finish' }));
  expect(sent.map((message) => 'value' in message && message.value)).toEqual([1, 2]);
  expect(names()).toEqual(['done', 'done']);
  expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
});
