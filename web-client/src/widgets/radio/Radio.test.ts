import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Radio from './Radio.svelte';

const props = { label: 'Size', options: ['Small', '**Large**'], captions: ['for one', ''], value: null };

test('nothing may be chosen at first; a choice sends its index', async () => {
  const { node, sent } = stage({ kind: 'radio', props });
  render(Radio, { node });
  const choices = screen.getAllByRole<HTMLInputElement>('radio');
  expect(choices.some((choice) => choice.checked)).toBe(false);
  await fireEvent.click(screen.getByRole('radio', { name: 'Large' }));
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 1, seq: 1 }]);
  expect(choices[1]?.checked).toBe(true);
});

test('the group has the name of its label, options are described by their captions', () => {
  const { node } = stage({ kind: 'radio', props });
  render(Radio, { node });
  expect(screen.getByRole('radiogroup', { name: 'Size' })).toBeTruthy();
  expect(screen.getByRole('radio', { name: 'Small' }).getAttribute('aria-describedby')).toBe('w-w-0-c');
});
