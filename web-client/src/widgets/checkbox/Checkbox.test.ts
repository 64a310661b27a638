import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Toggle from '../toggle/Toggle.svelte';
import Checkbox from './Checkbox.svelte';

test('a tick is sent, and a refused one is taken back', async () => {
  const { page, node, sent } = stage({ kind: 'checkbox', props: { label: 'I **agree**', value: false } });
  render(Checkbox, { node });
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'I agree' });
  await fireEvent.click(box);
  expect(sent).toEqual([{ type: 'event', id: 'w', value: true, seq: 1 }]);
  expect(box.checked).toBe(true);
  page.events.rejected('w', 1);
  await Promise.resolve();
  expect(box.checked).toBe(false);
});

test('a toggle is a switch', async () => {
  const { node, sent } = stage({ kind: 'toggle', props: { label: 'Dark', value: true } });
  render(Toggle, { node });
  await fireEvent.click(screen.getByRole('switch', { name: 'Dark' }));
  expect(sent).toEqual([{ type: 'event', id: 'w', value: false, seq: 1 }]);
});

test('a hidden label still names the box', () => {
  const { node } = stage({ kind: 'checkbox', props: { label: 'Agree', value: false, label_visibility: 'collapsed' } });
  render(Checkbox, { node });
  expect(screen.getByRole('checkbox', { name: 'Agree' })).toBeTruthy();
});
