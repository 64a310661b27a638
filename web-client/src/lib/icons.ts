import type { MORE } from './more-icons';

/** Glyphs of what every page has: paths in a box of 24, drawn with a stroke. */
const FIRST = {
  chevron: 'M6 9l6 6 6-6',
  'chevron-right': 'M9 6l6 6-6 6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z',
  'eye-off': 'M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-3 3.7M6.4 7.4A15.4 15.4 0 0 0 2.5 12S6 18.5 12 18.500a9 9 0 0 0 4.3-1.1',
  more: 'M5 11a1 1 0 1 1 0 2 1 1 0 0 1 0-2zM12 11a1 1 0 1 1 0 2 1 1 0 0 1 0-2zM19 11a1 1 0 1 1 0 2 1 1 0 0 1 0-2z',
  stop: 'M7 7h10v10H7z',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700l-1.2 1.200M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700l1.2-1.2',
  sidebar: 'M4 5h16v14H4zM9.5 5v14',
  help: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9.6 9.500a2.5 2.5 0 1 1 3.4 2.300c-.7.3-1 .8-1 1.700M12 16.500h.01',
} as const;

/** The name of a glyph. */
export type IconName = keyof typeof FIRST | keyof typeof MORE;

/** All glyphs that are here; `more-icons.ts` adds the others with the files that use them. */
export const ICONS: Partial<Record<IconName, string>> = { ...FIRST };

/** A glyph as a DOM node, for parts that are not Svelte components. */
export function iconNode(name: IconName, size = 16): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const attributes = { width: size, height: size, viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, String(value));
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', ICONS[name] ?? '');
  svg.append(path);
  return svg;
}
