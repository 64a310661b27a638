import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import TaskView from './TaskView.svelte';

const view = { label: 'Training', state: 'running', progress: 0.25, text: 'epoch 3', elapsed: 10, place: null, error: null, cancel: true, restart: true };

test('a running task tells how far it is and what is left, and can be ended', async () => {
  const { node, sent } = stage({ kind: 'task_view', props: view });
  const { container } = render(TaskView, { node });
  expect(container.querySelector('.figures')?.textContent).toBe('Running · 25 % · 10 s · 30 s left');
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
  await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 'cancel', seq: 1 }]);
});

test('one that waits says its place, one that failed says why and can begin anew', async () => {
  const { node, frame, sent } = stage({ kind: 'task_view', props: { ...view, state: 'queued', progress: null, elapsed: 0, place: 3 } });
  const { container } = render(TaskView, { node });
  expect(container.querySelector('.figures')?.textContent).toBe('In line, place 3');
  await frame({ patches: [{ op: 'update', id: 'w', props: { state: 'failed', place: null, error: 'no data' } }] });
  expect(screen.getByText('no data')).toBeTruthy();
  expect(screen.queryByRole('progressbar')).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'Run again' }));
  expect(sent[0]).toMatchObject({ value: 'start' });
});
