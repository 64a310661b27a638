import type { WidgetFiles } from './widgets';

/** All widgets; those of the first load are shared with it, so that this chunk holds the others alone. */
export const files: WidgetFiles = import.meta.glob('../widgets/*/*.svelte', { eager: true, import: 'default' });
