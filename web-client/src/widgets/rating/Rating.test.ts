import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Rating from './Rating.svelte';

const scene = (props: object) => stage({ kind: 'rating', props: { label: 'Answer', max: 5, value: null, ...props } });

test('keys give stars, and take them back', async () => {
  const { node, sent } = scene({ half: true });
  render(Rating, { node });
  const row = screen.getByRole('slider');
  for (const key of ['4', 'ArrowRight', 'End', 'Home']) await fireEvent.keyDown(row, { key });
  expect(sent.map((message) => 'value' in message && message.value)).toEqual([4, 4.5, 5, null]);
});

test('it is said in words', () => {
  const { node } = scene({ value: 3 });
  render(Rating, { node });
  expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('3 of 5');
});
