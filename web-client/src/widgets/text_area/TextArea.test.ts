import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import TextArea from './TextArea.svelte';

test('Enter is a new line, Ctrl+Enter sends', async () => {
  const { node, sent } = stage({ kind: 'text_area', props: { label: 'Story', value: '' } });
  const { container } = render(TextArea, { node });
  const area = screen.getByRole('textbox', { name: 'Story' });
  await fireEvent.input(area, { target: { value: 'Once\nupon' } });
  await fireEvent.keyDown(area, { key: 'Enter' });
  expect(sent).toEqual([]);
  expect(container.textContent).toMatch(/Press (Ctrl\+|⌘ )Enter to apply/);
  await fireEvent.keyDown(area, { key: 'Enter', ctrlKey: true });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 'Once\nupon', seq: 1 }]);
});

test('a height in pixels is kept', () => {
  const { node } = stage({ kind: 'text_area', props: { label: 'Story', value: '', height: 120 } });
  render(TextArea, { node });
  expect(screen.getByRole('textbox').style.height).toBe('120px');
});
