/// <reference types="vite/client" />
/// <reference types="svelte" />

/** The parts of all Material symbols, by how their names begin. */
declare module 'virtual:symbols' {
  const parts: Record<string, () => Promise<{ default: Record<string, string> }>>;
  export default parts;
}
