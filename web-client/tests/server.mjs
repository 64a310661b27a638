// A small stand-in for the server: shows the samples of tests/harness/*.json and answers events by echo.
// Addresses: /?only=slider,radio   /?scene=running|problem|refused|offline|chat|sidebar|phone
import { createServer } from 'node:http';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { WebSocketServer } from 'ws';

export const CONTENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https: http:; font-src 'self'; " +
  "connect-src 'self'; media-src 'self' blob:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

const here = dirname(fileURLToPath(import.meta.url));
const SAMPLES = join(here, 'harness');
const PROBLEM = {
  title: 'The script does not compile', message: 'no function named `st.sider`', file: 'app.rhai', line: 12, column: 9,
  source: 'let k = st.sider("Frequency k", 1, 20);', hint: 'did you mean `st.slider`?',
};

/** Builds the page into a temporary folder. */
export async function buildPage() {
  const out = process.env.MIRROR_WEB_OUT ?? (await mkdtemp(join(tmpdir(), 'mirror-web-')));
  execFileSync('node', [join(here, '..', 'scripts', 'build.mjs')], { env: { ...process.env, MIRROR_WEB_OUT: out }, stdio: 'inherit' });
  return out;
}

/** Serves a built page; gives back the server. */
export async function serve(out, port = 0) {
  const assets = new Map(JSON.parse(await readFile(join(out, 'assets.json'), 'utf8')).map((asset) => [asset.path, asset]));
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://x').pathname.slice(1) || 'index.html';
    const asset = assets.get(path);
    if (!asset) return response.writeHead(404).end();
    const headers = { 'content-type': asset.type, 'content-security-policy': CONTENT_POLICY, 'x-content-type-options': 'nosniff' };
    response.writeHead(200, headers).end(brotliDecompressSync(await readFile(join(out, asset.br))));
  });
  const sockets = new WebSocketServer({ server, path: '/ws' });
  sockets.on('connection', (socket) => new Session(socket));
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

/** One page's conversation. */
class Session {
  constructor(socket) {
    this.socket = socket;
    this.frames = 0;
    this.ack = 0;
    socket.on('message', (data) => this.receive(JSON.parse(data)));
  }

  say(message) {
    this.socket.send(JSON.stringify(message));
  }

  frame(patches, more = {}) {
    this.say({ type: 'frame', frame: ++this.frames, run: 1, ack: this.ack, running: false, patches, ...more });
  }

  async receive(message) {
    if (message.seq) this.ack = message.seq;
    switch (message.type) {
      case 'hello':
        return this.hello(new URLSearchParams(message.query), message.token);
      case 'ping':
        return this.say({ type: 'pong' });
      case 'event':
        if (this.scene === 'chat' && typeof message.value === 'string') return this.answer(message.value);
        return this.frame(message.value === true ? [] : [{ op: 'update', id: message.id, props: { value: message.value } }]);
      case 'submit':
        return this.frame(Object.entries(message.values).map(([id, value]) => ({ op: 'update', id, props: { value } })));
      case 'rerun':
      case 'stop':
        return this.frame([]);
    }
  }

  async hello(query, token) {
    this.scene = query.get('scene');
    if (this.scene === 'refused') return this.say({ type: 'refused', reason: 'full', message: 'This server shows as many pages as it can. Try again in a minute.' });
    if (this.scene === 'offline' && token) return this.socket.terminate();
    this.say({ type: 'welcome', token: 'harness', resumed: false, development: true, version: '0.1.0' });
    const only = query.get('only')?.split(',');
    let next = 0;
    const numbered = ({ kind, props = {}, children = [] }) => ({ id: `e${(next++).toString(36)}`, kind, props, children: children.map(numbered) });
    const all = (await samples(only)).map(numbered);
    this.count = all.length;
    const children = [{ id: '1', kind: 'main', props: {}, children: all }];
    if (query.has('sidebar')) {
      const inside = [{ kind: 'header', props: { body: 'Settings' } }, ...(await samples(['slider', 'selectbox', 'text_input'])).slice(0, 4)];
      children.push({ id: '2', kind: 'sidebar', props: {}, children: inside.map(numbered) });
    }
    const patches = [
      { op: 'update', id: '0', props: { title: 'Wave explorer', layout: query.get('layout') ?? 'centered', sidebar: query.get('sidebar') || 'auto' } },
      ...children.map((node, index) => ({ op: 'insert', parent: '0', index, node })),
    ];
    this.frame(patches, { reset: true, running: this.scene === 'running', stale: this.scene === 'running' ? all.slice(2, 6).map(({ id }) => id) : undefined });
    if (this.scene === 'problem') this.say({ type: 'problem', problem: PROBLEM });
    if (this.scene === 'offline') setTimeout(() => this.socket.terminate(), 300);
  }

  /** Streams an answer, as a model would. */
  async answer(text) {
    const id = `m${Date.now().toString(36)}`;
    const message = (name, suffix, body, props) => ({ id: id + suffix, kind: 'chat_message', props: { name }, children: [{ id: id + suffix + 't', kind: 'markdown', props: { body, ...props } }] });
    this.frame([
      { op: 'insert', parent: '1', index: this.count++, node: message('user', 'a', text) },
      { op: 'insert', parent: '1', index: this.count++, node: message('assistant', 'b', '', { streaming: true }) },
    ], { running: true });
    const words = '## An answer\n\nIt **widens** it: with `σ = 0.4` the maximum moves to *1.96*.\n\n```python\nprint("x")\n```\n\n- one\n- two\n\n'.repeat(6).split(/(?<= )/);
    for (const word of words) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      this.frame([{ op: 'append', id: id + 'bt', prop: 'body', text: word }], { running: true });
    }
    this.frame([{ op: 'update', id: id + 'bt', props: {}, gone: ['streaming'] }]);
  }
}

/** The samples of some kinds, or of all. */
async function samples(only) {
  const files = (await readdir(SAMPLES)).filter((name) => name.endsWith('.json')).sort();
  const wanted = only ? files.filter((name) => only.includes(name.slice(0, -5))) : files;
  return (await Promise.all(wanted.map(async (name) => JSON.parse(await readFile(join(SAMPLES, name), 'utf8'))))).flat();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await serve(await buildPage(), Number(process.env.PORT ?? 8600));
  console.log(`http://127.0.0.1:${server.address().port}/`);
}
