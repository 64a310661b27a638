import { render } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Expander from './Expander.svelte';

test('stays as the person left it until the script says something else', async () => {
  const { node, frame } = stage({ kind: 'expander', props: { label: 'More', expanded: false } });
  const { container } = render(Expander, { node });
  const details = container.querySelector('details') as HTMLDetailsElement;
  details.open = true;
  details.dispatchEvent(new Event('toggle'));
  await frame({ patches: [{ op: 'update', id: 'w', props: { label: 'Still more' } }] });
  expect(details.open).toBe(true);
  await frame({ patches: [{ op: 'update', id: 'w', props: { expanded: true } }] });
  await frame({ patches: [{ op: 'update', id: 'w', props: { expanded: false } }] });
  expect(details.open).toBe(false);
});
