import type { Words } from '../lib/words.svelte';

/** The interface in German. */
export const words: Words = {
  'Copy': 'Kopieren',
};
