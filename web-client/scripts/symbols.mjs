// All Material symbols as modules of the build, a few kilobytes each: `virtual:symbols` finds the module of a name, and
// each module holds the outlines of the names that begin alike. Nothing is loaded before a page shows a symbol.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Letters with more names than this are split by their second letter. */
const MOST = 160;
const INDEX = 'virtual:symbols';
const PART = `${INDEX}/`;
const OUTLINE = /^<svg [^>]*viewBox="0 -960 960 960"[^>]*><path d="([^"]*)"\/><\/svg>\s*$/;

/** The plugin; `root` is the folder with `node_modules`. */
export function symbols(root) {
  const folder = join(root, 'node_modules/@material-symbols/svg-400/outlined');
  let reading;
  const groups = () => (reading ??= group(folder));
  return {
    name: 'symbols',
    resolveId: (id) => (id === INDEX || id.startsWith(PART) ? `\0${id}` : undefined),
    async load(id) {
      if (id === `\0${INDEX}`) return index(await groups());
      if (!id.startsWith(`\0${PART}`)) return undefined;
      const names = (await groups()).get(id.slice(PART.length + 1)) ?? [];
      const read = async (name) => [name, OUTLINE.exec(await readFile(join(folder, `${name}.svg`), 'utf8'))?.[1] ?? ''];
      const outlines = Object.fromEntries(await Promise.all(names.map(read)));
      // A text that is parsed costs less than a program.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(outlines))})`;
    },
  };
}

/** The names of all symbols by how they begin: one letter, or two where there are many. */
async function group(folder) {
  const names = (await readdir(folder)).filter((file) => file.endsWith('.svg')).map((file) => file.slice(0, -4));
  const plain = names.filter((name) => !name.endsWith('-fill')).sort();
  const count = new Map();
  for (const name of plain) count.set(name[0], (count.get(name[0]) ?? 0) + 1);
  const groups = new Map();
  for (const name of plain) {
    // All that begin with a digit together are few.
    const key = /\d/.test(name[0]) ? '0' : count.get(name[0]) > MOST ? name.slice(0, 2) : name[0];
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return groups;
}

function index(groups) {
  const parts = [...groups.keys()].map((key) => `${JSON.stringify(key)}: () => import('${PART}${key}')`);
  return `export default { ${parts.join(', ')} }`;
}
