import type { Extension } from '@codemirror/state';

/** The languages that have colors; each is a chunk of its own. */
const LANGUAGES: Record<string, () => Promise<Extension>> = {
  rhai: async () => (await import('./rhai')).rhai,
  python: async () => (await import('@codemirror/lang-python')).python(),
  sql: async () => (await import('@codemirror/lang-sql')).sql(),
  json: async () => (await import('@codemirror/lang-json')).json(),
  javascript: async () => (await import('@codemirror/lang-javascript')).javascript({ jsx: true }),
  typescript: async () => (await import('@codemirror/lang-javascript')).javascript({ jsx: true, typescript: true }),
  rust: async () => (await import('@codemirror/lang-rust')).rust(),
  markdown: async () => (await import('@codemirror/lang-markdown')).markdown(),
  html: async () => (await import('@codemirror/lang-html')).html(),
  css: async () => (await import('@codemirror/lang-css')).css(),
  yaml: async () => (await import('@codemirror/lang-yaml')).yaml(),
};

/** What the editor needs to know of a language; nothing for plain text. */
export async function languageOf(name: string): Promise<Extension> {
  return (await LANGUAGES[name]?.()) ?? [];
}
