import { ICONS } from './icons';

/** Glyphs that come with the first file that is fetched after the page itself. */
export const MORE = {
  calendar: 'M4 6h16v14H4zM4 10.500h16M8.500 3.500v4M15.500 3.500v4',
  clock: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7v5l3.500 2',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  send: 'M12 19V5M5.5 11.500L12 5l6.5 6.5',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM20 20l-4.9-4.9',
  info: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5M12 8h.01',
  success: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM8 12.500l2.7 2.700L16 9.5',
  warning: 'M12 3.800L2.8 19.800h18.400zM12 10v4.500M12 17h.01',
  error: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7.500v5M12 16h.01',
  play: 'M7 5l12 7-12 7z',
  rerun: 'M20 12a8 8 0 1 1-2.4-5.700M20 4v5h-5',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z',
  monitor: 'M3 5h18v11H3zM9 20h6M12 16v4',
  expand: 'M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5',
  narrow: 'M4 9h5V4M20 9h-5V4M4 15h5v5M20 15h-5v5',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  table: 'M3 5h18v14H3zM3 10h18M10 5v14',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15 9h.01',
  user: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20a7.5 7.5 0 0 1 15 0',
  spark: 'M12 3.500l1.9 5.6 5.6 1.9-5.6 1.900L12 18.500l-1.9-5.600L4.5 11l5.6-1.900zM19 16.500v4M17 18.500h4',
} as const;

Object.assign(ICONS, MORE);
