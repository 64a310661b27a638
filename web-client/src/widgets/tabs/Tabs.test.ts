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

test('a lazy tab tells the script, also in a form, and waits for its content', async () => {
  const lazy = (id: string, label: string, open: boolean, children = [] as ReturnType<typeof tab>['children']) => ({ id, kind: 'tab', props: { label, lazy: true, open }, children });
  const { node, sent, frame } = stage({ kind: 'tabs', props: { value: 0 }, children: [lazy('a', 'One', true, tab('a', 'One').children), lazy('b', 'Two', false)], inForm: true });
  render(Tabs, { node });
  await fireEvent.click(screen.getByRole('tab', { name: 'Two' }));
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 1, seq: 1 }]);
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Two');
  expect(screen.getByRole('status').getAttribute('aria-label')).toBe('Loading');
  await frame({ ack: 1, patches: [{ op: 'update', id: 'w', props: { value: 1 } }, { op: 'update', id: 'b', props: { open: true } }] });
  expect(screen.queryByRole('status')).toBeNull();
  await frame({ patches: [{ op: 'update', id: 'w', props: { value: 0 } }] });
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('One');
});
