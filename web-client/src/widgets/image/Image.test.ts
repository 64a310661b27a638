import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Image from './Image.svelte';

const images = [
  { src: 'media/a', caption: 'One *cat*', alt: 'a cat', width: 200, height: 100 },
  { src: 'media/b', alt: 'a dog' },
];

function shown(props: Record<string, unknown>) {
  const set = stage({ kind: 'image', props });
  const { container } = render(Image, { node: set.node });
  const dialog = container.querySelector('dialog') as HTMLDialogElement;
  dialog.showModal = () => dialog.setAttribute('open', '');
  return { ...set, container, dialog };
}

test('pictures have their captions, texts and sizes', () => {
  shown({ images });
  expect(screen.getByText('cat').tagName).toBe('EM');
  const image = screen.getByRole('button', { name: 'Enlarge: a cat' }).querySelector('img')!;
  expect(image.getAttribute('src')).toBe('media/a');
  expect([image.getAttribute('width'), image.getAttribute('height')]).toEqual(['200', '100']);
});

test('a picture opens large, and arrows lead to the next', async () => {
  const { dialog } = shown({ images });
  await fireEvent.click(screen.getByRole('button', { name: 'Enlarge: a cat' }));
  expect(dialog.querySelector('img')?.alt).toBe('a cat');
  await fireEvent.keyDown(dialog, { key: 'ArrowRight' });
  expect(dialog.querySelector('img')?.alt).toBe('a dog');
  await fireEvent.click(screen.getByRole('button', { name: 'Next image' }));
  expect(dialog.querySelector('img')?.alt).toBe('a cat');
});

test('keys zoom, and then arrows move the picture instead', async () => {
  const { dialog } = shown({ images });
  await fireEvent.click(screen.getByRole('button', { name: 'Enlarge: a cat' }));
  await fireEvent.keyDown(dialog, { key: '+' });
  expect(screen.getByRole('button', { name: /Whole image/ }).textContent).toBe('140%');
  await fireEvent.keyDown(dialog, { key: 'ArrowRight' });
  expect(dialog.querySelector('img')?.alt).toBe('a cat');
  await fireEvent.keyDown(dialog, { key: '0' });
  expect(screen.getByRole('button', { name: /Whole image/ }).textContent).toBe('100%');
});

test('a link is a link', () => {
  shown({ images: [{ src: 'media/a', alt: 'a cat', link: 'https://example.org' }] });
  const link = screen.getByRole('link', { name: 'a cat' });
  expect([link.getAttribute('href'), link.getAttribute('rel')]).toEqual(['https://example.org', 'noopener noreferrer']);
});

test('without a pointer the cross is moved by keys and sent by Enter', async () => {
  const { sent } = shown({ images: images.slice(0, 1), clickable: true, value: null });
  const picture = screen.getByRole('button', { name: 'Choose a point: a cat' });
  await fireEvent.keyDown(picture, { key: 'ArrowRight', shiftKey: true });
  await fireEvent.keyDown(picture, { key: 'ArrowUp' });
  await fireEvent.click(picture, { detail: 0 });
  expect(sent).toMatchObject([{ type: 'event', value: { index: 0, nx: 0.6, ny: 0.49 } }]);
});

test('labels hide and show their marks', async () => {
  const marks = [{ label: 'cat', box: [1, 2, 3, 4] }, { label: 'dog', box: [5, 6, 7, 8] }];
  const { container } = shown({ images: images.slice(0, 1), marks });
  const boxes = () => container.querySelectorAll('figure g').length;
  expect(boxes()).toBe(2);
  const cat = screen.getByRole('button', { name: 'cat 1' });
  await fireEvent.click(cat);
  expect([boxes(), cat.getAttribute('aria-pressed')]).toEqual([1, 'false']);
  await fireEvent.click(cat);
  expect(boxes()).toBe(2);
});
