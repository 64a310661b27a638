import { render } from '@testing-library/svelte';
import { loadEmoji } from '../markdown/emoji.svelte';
import Glyph from './Glyph.svelte';
import { outline } from './symbols';

beforeAll(loadEmoji);

test('every kind of name finds its outline', async () => {
  for (const name of ['home', 'search', '10k', '3d_rotation', 'zoom_in', 'add', 'settings']) expect(await outline(name), name).toMatch(/^[Mm]/);
});

test('an unknown name is nothing, and is said once', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect(await outline('no_such_symbol')).toBeUndefined();
  expect(await outline('no_such_symbol')).toBeUndefined();
  expect(await outline('constructor')).toBeUndefined();
  expect(warn).toHaveBeenCalledTimes(2);
  warn.mockRestore();
});

test('an icon is an emoji, a shortcode, a symbol or a spinner', async () => {
  expect(render(Glyph, { icon: '🚀' }).container.textContent).toBe('🚀');
  expect(render(Glyph, { icon: ':rocket:' }).container.textContent).toBe('🚀');
  expect(render(Glyph, { icon: 'spinner' }).container.querySelector('.spinning')).not.toBeNull();
  const { container } = render(Glyph, { icon: ':material/home:' });
  await vi.waitFor(() => expect(container.querySelector('svg.symbol path')?.getAttribute('d')).toMatch(/^M/));
  expect(render(Glyph, {}).container.textContent).toBe('');
});
