import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Image from './Image.svelte';

const images = [
  { src: 'media/a', caption: 'One *cat*', alt: 'a cat' },
  { src: 'media/b', alt: 'a dog' },
];

test('pictures have their captions and texts', () => {
  const { node } = stage({ kind: 'image', props: { images } });
  render(Image, { node });
  expect(screen.getByText('cat').tagName).toBe('EM');
  expect(screen.getByRole('button', { name: 'Enlarge: a cat' }).querySelector('img')?.getAttribute('src')).toBe('media/a');
});

test('a picture opens large, and arrows lead to the next', async () => {
  const { node } = stage({ kind: 'image', props: { images } });
  const { container } = render(Image, { node });
  const dialog = container.querySelector('dialog') as HTMLDialogElement;
  dialog.showModal = () => dialog.setAttribute('open', '');
  await fireEvent.click(screen.getByRole('button', { name: 'Enlarge: a cat' }));
  expect(dialog.querySelector('img')?.alt).toBe('a cat');
  await fireEvent.keyDown(dialog, { key: 'ArrowRight' });
  expect(dialog.querySelector('img')?.alt).toBe('a dog');
  await fireEvent.click(screen.getByRole('button', { name: 'Next image' }));
  expect(dialog.querySelector('img')?.alt).toBe('a cat');
});
