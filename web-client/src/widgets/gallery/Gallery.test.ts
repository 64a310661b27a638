import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Gallery from './Gallery.svelte';

const images = ['a', 'b', 'c'].map((name) => ({ src: `media/${name}`, alt: name, caption: name }));

test('a picture is chosen, and given up by the same', async () => {
  const { node, sent } = stage({ kind: 'gallery', props: { images, object_fit: 'cover', selectable: true, value: null } });
  render(Gallery, { node });
  const tile = screen.getByRole('button', { name: 'b' });
  await fireEvent.click(tile);
  expect(tile.getAttribute('aria-pressed')).toBe('true');
  await fireEvent.click(tile);
  expect(sent.map((message) => (message as { value?: unknown }).value)).toEqual([1, null]);
});

test('Tab leads to one picture, arrow keys to the others', async () => {
  const { node } = stage({ kind: 'gallery', props: { images, object_fit: 'cover' } });
  render(Gallery, { node });
  const tiles = ['a', 'b', 'c'].map((name) => screen.getByRole('button', { name: `Enlarge: ${name}` }));
  expect(tiles.map((tile) => tile.tabIndex)).toEqual([0, -1, -1]);
  await fireEvent.keyDown(tiles[0]!, { key: 'End' });
  expect(document.activeElement).toBe(tiles[2]);
  expect(tiles.map((tile) => tile.tabIndex)).toEqual([-1, -1, 0]);
});
