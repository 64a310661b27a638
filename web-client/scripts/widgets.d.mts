import type { Plugin } from 'vite';

/** The plugin that makes `virtual:widgets/first`, `/common` and `/rest`. */
export function widgets(root: string): Plugin;
