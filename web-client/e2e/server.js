// A real server for one test file: its own port, and its own copy of the app, which tests may edit.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';

const here = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const root = resolve(here, '../..');
const binary = resolve(process.env.MIRROR_BIN ?? join(root, 'target/debug/mirror'));

/** How long a busy machine may take to start a debug build. */
const START_MILLIS = 20_000;

export class Server {
  #place;
  #process;
  #output = '';

  constructor(app, flags = []) {
    this.flags = flags;
    this.script = copyOf(app);
    this.folder = dirname(this.script);
    this.#place = this.script.slice(0, this.script.indexOf('/app/'));
  }

  /** Where the page is; with a port it had before, if it is started again. */
  get url() {
    return `http://localhost:${this.port}/`;
  }

  /** What the server has printed: shown when a story fails. */
  get log() {
    return this.#output;
  }

  async start() {
    const flags = ['run', this.script, '--headless', '--port', String(this.port ?? 0), ...this.flags];
    this.#process = spawn(binary, flags, { cwd: root, env: { ...process.env, NO_COLOR: '1' } });
    this.port = await new Promise((started, failed) => {
      const timer = setTimeout(() => failed(new Error(`the server did not start:\n${this.#output}`)), START_MILLIS);
      const read = (text) => {
        this.#output += text;
        const address = /Local:\s+http:\/\/\S+?:(\d+)/.exec(this.#output);
        if (address) (clearTimeout(timer), started(Number(address[1])));
      };
      this.#process.stdout.setEncoding('utf8').on('data', read);
      this.#process.stderr.setEncoding('utf8').on('data', read);
      this.#process.on('error', failed);
      this.#process.on('exit', (code) => failed(new Error(`the server ended with ${code}:\n${this.#output}`)));
    });
    return this;
  }

  /** Ends the server at once, as a crash would. */
  async stop() {
    const running = this.#process;
    this.#output = '';
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((end) => running.once('exit', end));
    running.kill('SIGKILL');
    await ended;
  }

  /** Ends the server and forgets its copy of the app. */
  async close() {
    await this.stop();
    rmSync(this.#place, { recursive: true, force: true });
  }

  get source() {
    return readFileSync(this.script, 'utf8');
  }

  /** Saves the script as editors do: beside it first, then in its place. */
  save(source) {
    writeFileSync(`${this.script}~`, source);
    renameSync(`${this.script}~`, this.script);
  }
}

/** The script of a private copy of an app: `memory` of `e2e/apps`, or a folder or a script of the repository. */
function copyOf(app) {
  const place = mkdtempSync(join(tmpdir(), 'mirror-e2e-'));
  if (!app.includes('/')) {
    const script = join(place, 'app', `${app}.rhai`);
    cpSync(join(here, 'apps', `${app}.rhai`), script);
    return script;
  }
  // A script brings what stands beside it, and an example also its neighbors, whose model it may use.
  const from = join(root, app);
  cpSync(dirname(from), join(place, 'app'), { recursive: true, filter: (path) => basename(path) !== 'models' });
  if (extname(app)) return join(place, 'app', basename(app));
  // Models are big and never edited.
  symlinkSync(join(root, 'examples/magic_mirror/models'), join(place, 'app/magic_mirror/models'));
  return join(place, 'app', basename(app), 'app.rhai');
}
