import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Tabs from './Tabs.svelte';

const tab = (id: string, label: string) => ({ id, kind: 'tab', props: { label }, children: [{ id: `${id}x`, kind: 'text', props: { body: `in ${label}` } }] });

test('one tab is shown, all are there, and the arrows walk', async () => {
  const { node, frame } = stage({ kind: 'tabs', props: { default: 1 }, children: [tab('a', 'One'), tab('b', 'Two')] });
  render(Tabs, { node });
  const selected = (): string[] => screen.getAllByRole('tab', { selected: true }).map((tab) => tab.textContent ?? '');
  expect(selected()).toEqual(['Two']);
  await fireEvent.keyDown(screen.getByRole('tablist'), { key: 'ArrowRight' });
  expect(selected()).toEqual(['One']);
  expect(document.activeElement?.textContent).toBe('One');
  await fireEvent.click(screen.getByRole('tab', { name: 'Two' }));
  await frame({ patches: [{ op: 'remove', id: 'b' }] });
  expect(selected()).toEqual(['One']);
});
