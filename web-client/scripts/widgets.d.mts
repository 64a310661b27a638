import type { Plugin } from 'vite';

/** The plugin that makes `virtual:widgets/first` and `virtual:widgets/common`. */
export function widgets(root: string): Plugin;
