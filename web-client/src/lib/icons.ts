/** Glyphs of the interface: paths in a box of 24, drawn with a stroke. */
export const ICONS = {
  chevron: 'M6 9l6 6 6-6',
  'chevron-right': 'M9 6l6 6-6 6',
  calendar: 'M4 6h16v14H4zM4 10.500h16M8.500 3.500v4M15.500 3.500v4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7v5l3.500 2',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z',
  'eye-off': 'M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-3 3.7M6.4 7.4A15.4 15.4 0 0 0 2.5 12S6 18.5 12 18.500a9 9 0 0 0 4.3-1.1',
  send: 'M12 19V5M5.5 11.500L12 5l6.5 6.5',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM20 20l-4.9-4.9',
  more: 'M5 11a1 1 0 1 1 0 2 1 1 0 0 1 0-2zM12 11a1 1 0 1 1 0 2 1 1 0 0 1 0-2zM19 11a1 1 0 1 1 0 2 1 1 0 0 1 0-2z',
  info: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5M12 8h.01',
  success: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM8 12.500l2.7 2.700L16 9.5',
  warning: 'M12 3.800L2.8 19.800h18.400zM12 10v4.500M12 17h.01',
  error: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7.500v5M12 16h.01',
  play: 'M7 5l12 7-12 7z',
  rerun: 'M20 12a8 8 0 1 1-2.4-5.700M20 4v5h-5',
  stop: 'M7 7h10v10H7z',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z',
  monitor: 'M3 5h18v11H3zM9 20h6M12 16v4',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  expand: 'M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5',
  narrow: 'M4 9h5V4M20 9h-5V4M4 15h5v5M20 15h-5v5',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700l-1.2 1.200M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700l1.2-1.2',
  table: 'M3 5h18v14H3zM3 10h18M10 5v14',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15 9h.01',
  user: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20a7.5 7.5 0 0 1 15 0',
  spark: 'M12 3.500l1.9 5.6 5.6 1.9-5.6 1.900L12 18.500l-1.9-5.600L4.5 11l5.6-1.900zM19 16.500v4M17 18.500h4',
  sidebar: 'M4 5h16v14H4zM9.5 5v14',
  help: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9.6 9.500a2.5 2.5 0 1 1 3.4 2.300c-.7.3-1 .8-1 1.700M12 16.500h.01',
} as const;

/** The name of a glyph. */
export type IconName = keyof typeof ICONS;

/** A glyph as a DOM node, for parts that are not Svelte components. */
export function iconNode(name: IconName, size = 16): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const attributes = { width: size, height: size, viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, String(value));
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
