import type { Plugin } from 'vite';

/** All Material symbols as modules; `root` is the folder with `node_modules`. */
export function symbols(root: string): Plugin;
