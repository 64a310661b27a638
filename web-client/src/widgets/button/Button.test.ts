import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Button from './Button.svelte';

test('each click is sent, also while an earlier one is not answered', async () => {
  const { node, sent } = stage({ kind: 'button', props: { label: 'Run', type: 'primary' } });
  render(Button, { node });
  const button = screen.getByRole('button', { name: 'Run' });
  expect(button.className).toContain('primary');
  await fireEvent.click(button);
  await fireEvent.click(button);
  expect(sent).toEqual([
    { type: 'event', id: 'w', value: true, seq: 1 },
    { type: 'event', id: 'w', value: true, seq: 2 },
  ]);
});

test('a disabled button sends nothing', async () => {
  const { node, sent } = stage({ kind: 'button', props: { label: 'Run', disabled: true } });
  render(Button, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  expect(sent).toEqual([]);
});
