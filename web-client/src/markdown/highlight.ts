import '../styles/highlight.css';
import type { HLJSApi, LanguageFn } from 'highlight.js';

const LANGUAGES: Record<string, () => Promise<{ default: LanguageFn }>> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  css: () => import('highlight.js/lib/languages/css'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  markdown: () => import('highlight.js/lib/languages/markdown'),
  python: () => import('highlight.js/lib/languages/python'),
  rhai: () => import('./rhai'),
  rust: () => import('highlight.js/lib/languages/rust'),
  sql: () => import('highlight.js/lib/languages/sql'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

const OTHER_NAMES: Record<string, string> = {
  rs: 'rust', py: 'python', js: 'javascript', jsx: 'javascript', mjs: 'javascript', ts: 'typescript', tsx: 'typescript',
  sh: 'bash', shell: 'bash', zsh: 'bash', console: 'bash', html: 'xml', svg: 'xml', md: 'markdown', yml: 'yaml', jsonc: 'json',
};

interface Scoped {
  scope?: string;
  children: (Scoped | string)[];
}

/** A fence may say more than the language. */
function languageOf(name: string): string {
  const first = name.trim().split(/[\s,{]/, 1)[0]?.toLowerCase() ?? '';
  return OTHER_NAMES[first] ?? first;
}

/** What is here or on its way: a page with many sources asks once for each language. */
const ready = new Map<string, Promise<HLJSApi>>();

function knowing(language: string, load: () => Promise<{ default: LanguageFn }>): Promise<HLJSApi> {
  const known = ready.get(language);
  if (known) return known;
  const coming = Promise.all([import('highlight.js/lib/core'), load()]).then(([{ default: core }, grammar]) => {
    core.registerLanguage(language, grammar.default);
    return core;
  });
  ready.set(language, coming);
  coming.catch(() => ready.delete(language));
  return coming;
}

/** The colored parts of a source text, or null if the language is not known. Loads what it needs when it is first used. */
export async function highlighted(text: string, name: string): Promise<DocumentFragment | null> {
  const language = languageOf(name);
  const load = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  // Coloring is a comfort: a very long text is shown plain rather than late.
  if (!load || text.length > 200_000) return null;
  const hljs = await knowing(language, load);
  const result = hljs.highlight(text, { language, ignoreIllegals: true });
  // The tree behind the result: its `value` would be HTML, and we parse no HTML.
  const tree = (result._emitter as unknown as { rootNode: Scoped }).rootNode;
  const fragment = document.createDocumentFragment();
  draw(tree, fragment);
  return fragment;
}

function draw(from: Scoped, into: Node): void {
  for (const child of from.children) {
    if (typeof child === 'string') {
      into.appendChild(document.createTextNode(child));
    } else if (child.scope) {
      const span = document.createElement('span');
      span.className = `h-${child.scope.split('.', 1)[0]}`;
      draw(child, span);
      into.appendChild(span);
    } else {
      draw(child, into);
    }
  }
}
