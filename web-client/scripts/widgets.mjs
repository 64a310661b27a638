// Which components come together. A new widget needs no line here: it is a file of its own, fetched when a page first
// shows it. These lists are only about speed: what nearly every page has, and what many have.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** With the first load. */
const FIRST = ['title', 'header', 'subheader', 'text', 'markdown', 'caption', 'divider', 'empty', 'button', 'slider', 'text_input'];
/** One file, fetched when a page first shows any of them. */
const COMMON = [
  'badge', 'bar_chart', 'area_chart', 'line_chart', 'scatter_chart', 'chat_input', 'chat_message', 'checkbox', 'toggle', 'code', 'column', 'columns', 'container',
  'error', 'exception', 'expander', 'form', 'form_submit_button', 'fragment', 'image', 'info', 'json', 'metric', 'multiselect', 'number_input', 'progress',
  'radio', 'selectbox', 'sidebar', 'spinner', 'success', 'tab', 'table', 'tabs', 'text_area', 'toast', 'warning',
];
/** Drawn by the page itself. */
const OWN = ['page', 'main'];

/** `text_input` → `TextInput`: the name of the component in the folder of that kind. */
const component = (kind) => kind.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());

/** The plugin that makes `virtual:widgets/first` and `virtual:widgets/common`. */
export function widgets(root) {
  const folder = join(root, 'src', 'widgets');
  const file = (kind) => `/src/widgets/${kind}/${component(kind)}.svelte`;
  const rest = () => readdirSync(folder).filter((kind) => ![...FIRST, ...COMMON, ...OWN].includes(kind) && existsSync(join(folder, kind, `${component(kind)}.svelte`)));
  const together = (kinds) => `${kinds.map((kind, at) => `import w${at} from '${file(kind)}';`).join('\n')}\nexport default { ${kinds.map((kind, at) => `${kind}: w${at}`).join(', ')} };`;
  const modules = {
    'virtual:widgets/first': () => together(FIRST),
    // Where the rest is stands here too: that list is longer than what many a page needs at first.
    'virtual:widgets/common': () => `import '/src/lib/more-icons.ts';\n${together(COMMON)}\nexport const rest = { ${rest().map((kind) => `${kind}: () => import('${file(kind)}')`).join(',\n')} };`,
  };
  return {
    name: 'widgets',
    resolveId: (id) => (id in modules ? `\0${id}` : undefined),
    load: (id) => (id.startsWith('\0virtual:widgets/') ? modules[id.slice(1)]() : undefined),
  };
}
