// What the web client's files weigh as they travel: what comes first, and what comes when a page needs it.
//   node benches/web/chunks.mjs [assets.json]      (by default that of web-client/dist)
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { dirname, join } from 'node:path';

const list = process.argv[2] ?? new URL('../../web-client/dist/assets.json', import.meta.url).pathname;
const files = JSON.parse(readFileSync(list, 'utf8'));
/** Below this a file is not worth a line. */
const SMALL = 4 * 1024;

const weight = ({ brSize, size }) => brSize ?? size;
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
const name = ({ path }) => path.replace(/^assets\//, '').replace(/-[\w-]{8}(?=\.\w+$)/, '');

const page = files.find(({ path }) => path === 'index.html');
const source = brotliDecompressSync(readFileSync(join(dirname(list), page.br))).toString();
const first = files.filter((file) => file === page || source.includes(file.path));
const code = first.filter(({ path }) => /\.(js|css|html)$/.test(path));
console.log('| first load | brotli |\n|---|---|');
for (const file of first) console.log(`| ${name(file)} | ${kib(weight(file))} |`);
console.log(`| **page, scripts and styles** | **${kib(code.reduce((sum, file) => sum + weight(file), 0))}** in ${code.length} requests |\n`);

const lazy = files.filter((file) => !first.includes(file) && /\.(js|css|mjs|wasm)$/.test(file.path)).sort((a, b) => weight(b) - weight(a));
const large = lazy.filter((file) => weight(file) >= SMALL);
console.log('| comes when it is needed | brotli |\n|---|---|');
for (const file of large) console.log(`| ${name(file)} | ${kib(weight(file))} |`);
const small = lazy.slice(large.length);
console.log(`| ${small.length} more, each below ${kib(SMALL)} | ${kib(small.reduce((sum, file) => sum + weight(file), 0))} |`);
