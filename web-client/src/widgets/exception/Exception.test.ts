import { render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Exception from './Exception.svelte';

test('says where the script failed, with a caret under the place', () => {
  const props = { title: 'The script failed', message: 'division by zero', file: 'app.rhai', line: 4, column: 3, source: '\t\ta / b', trace: [{ file: 'app.rhai', line: 9, function: 'shares' }] };
  const { node } = stage({ kind: 'exception', props });
  const { container } = render(Exception, { node });
  expect(screen.getByText('app.rhai:4:3')).toBeTruthy();
  expect(container.querySelector('code b')?.textContent).toBe('\t\t^');
  expect(screen.getByText('app.rhai:9')).toBeTruthy();
});

test('in production it is a message and a reference', () => {
  const { node } = stage({ kind: 'exception', props: { title: 'This page had a problem', message: 'Something went wrong.', id: 'k3f' } });
  const { container } = render(Exception, { node });
  expect(container.textContent).toContain('k3f');
  expect(container.querySelector('pre')).toBeNull();
});
