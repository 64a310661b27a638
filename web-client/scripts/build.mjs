// Builds the page and packs it for the server: every file as brotli, and `assets.json` that names them.
// The result goes to $MIRROR_WEB_OUT (default: dist/). Nothing else is written into the source tree.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompress, constants } from 'node:zlib';
import { promisify } from 'node:util';
import { build } from 'vite';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = resolve(root, process.env.MIRROR_WEB_OUT || 'dist');

const cache = join(root, 'node_modules', '.cache', 'mirror-brotli');

await mkdir(out, { recursive: true });
await mkdir(cache, { recursive: true });
await build({ root, logLevel: 'warn', build: { outDir: out, emptyOutDir: true } });
const assets = await Promise.all((await files(out)).map(pack));
assets.sort((a, b) => (a.path < b.path ? -1 : 1));
await writeFile(join(out, 'assets.json'), JSON.stringify(assets, null, 1) + '\n');
report(assets);

/** All files below a folder. */
async function files(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Replaces one file by its brotli form and describes it. */
async function pack(file) {
  const path = relative(out, file).split(sep).join('/');
  const bytes = await readFile(file);
  const type = TYPES[extname(file)];
  if (!type) throw new Error(`no content type for ${path}: add it to TYPES in scripts/build.mjs`);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const packed = await compressed(bytes, hash);
  await writeFile(`${file}.br`, packed);
  await rm(file);
  const etag = hash.slice(0, 16);
  return { path, type, etag, size: bytes.length, br: `${path}.br`, brSize: packed.length };
}

/** The brotli form of a file. Libraries seldom change and take seconds, so what was made once is kept. */
async function compressed(bytes, hash) {
  const kept = join(cache, hash);
  const earlier = await readFile(kept).catch(() => null);
  if (earlier) return earlier;
  const packed = await promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  // Two builds may run at once: a file is there whole or not at all.
  const growing = `${kept}.${randomUUID()}`;
  await writeFile(growing, packed);
  await rename(growing, kept);
  return packed;
}

/** Prints what a first visit loads, so that growth is seen. */
function report(assets) {
  const first = assets.filter(({ path }) => /^(index\.html|assets\/(index|page)-[^/]*\.(js|css))$/.test(path));
  const kib = (list) => (list.reduce((sum, asset) => sum + asset.brSize, 0) / 1024).toFixed(1);
  console.log(`${assets.length} files, ${kib(assets)} KiB brotli; first load ${kib(first)} KiB (html, js, css) in ${out}`);
}
