import { render } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Markdown from './Markdown.svelte';

test('a growing text keeps the DOM of what is written', async () => {
  const { node, frame } = stage({ kind: 'markdown', props: { body: 'one\n\ntwo\n\nthr', streaming: true } });
  const { container } = render(Markdown, { node });
  const first = container.querySelector('p');
  await frame({ patches: [{ op: 'append', id: 'w', prop: 'body', text: 'ee **bold**' }] });
  expect(container.querySelector('p')).toBe(first);
  expect(container.querySelectorAll('p')[2]?.textContent).toBe('three bold');
  expect(container.querySelector('.md')?.classList.contains('streaming')).toBe(true);
  await frame({ patches: [{ op: 'update', id: 'w', props: {}, gone: ['streaming'] }] });
  expect(container.querySelector('.md')?.classList.contains('streaming')).toBe(false);
  expect(container.querySelector('p')).toBe(first);
});
