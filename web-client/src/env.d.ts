/// <reference types="vite/client" />
/// <reference types="svelte" />

/** The parts of all Material symbols, by how their names begin. */
declare module 'virtual:symbols' {
  const parts: Record<string, () => Promise<{ default: Record<string, string> }>>;
  export default parts;
}

/** The widgets of the first load, by kind. */
declare module 'virtual:widgets/first' {
  const files: import('./lib/widgets').WidgetFiles;
  export default files;
}

/** The widgets that many pages have, by kind, and how to fetch each of the rest. */
declare module 'virtual:widgets/common' {
  const files: import('./lib/widgets').WidgetFiles;
  export default files;
  export const rest: Record<string, () => Promise<{ default: import('./lib/widgets').WidgetComponent }>>;
}
