import { tick } from 'svelte';
import { Connection } from './connection.svelte';
import { tabMemory } from './lib/memory';
import { loadFor } from './lib/widgets';
import { Page } from './page.svelte';
import type { ClientMessage, Frame, Problem, ServerMessage, Welcome } from './protocol';
import { settings } from './settings.svelte';
import { Status } from './status.svelte';
import { toasts } from './toasts.svelte';

const TOKEN = 'mirror.session';

/** Properties of the root element. */
export interface PageProps {
  title?: string;
  icon?: string;
  layout?: 'centered' | 'wide';
  sidebar?: 'auto' | 'expanded' | 'collapsed';
  query?: string;
}

/** The whole client: a page, its connection, and what is said about both. */
export class Client {
  readonly page = new Page();
  readonly status = new Status();
  readonly connection: Connection;
  /** Why the newest script does not compile; the page of the last good one stays. */
  problem: Problem | null = $state.raw(null);

  /** Frames that wait for the code of a widget they show: a page appears whole. */
  #frames: Frame[] = [];
  #version = '';
  #running = false;
  #resumed = false;
  /** The script's query as last written into the address. */
  #query: string | undefined;

  constructor() {
    this.connection = new Connection({ hello: () => this.#hello(), receive: (message) => this.#receive(message) });
    this.page.events.send = (message) => this.connection.send(message);
    this.page.events.changed = () => this.#busy();
  }

  /** Properties of the page itself. */
  get props(): PageProps {
    return this.page.root.props as PageProps;
  }

  /** Connects to the server and follows the address. */
  start(): void {
    settings.show();
    addEventListener('popstate', () => {
      this.#query = query();
      this.connection.send({ type: 'query', query: this.#query });
    });
    this.connection.start();
  }

  /** Stops the script. */
  stop(): void {
    this.connection.send({ type: 'stop' });
  }

  #hello(): ClientMessage {
    // The server goes on from what is shown: frames that still wait are not.
    this.#frames = [];
    return {
      type: 'hello',
      token: tabMemory.read(TOKEN),
      have: this.page.frame,
      query: query(),
      locale: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      theme: settings.appearance,
    };
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        return this.#welcome(message);
      case 'frame':
        if (this.#frames.push(message) === 1) this.#drain();
        return;
      case 'problem':
        this.problem = message.problem;
        return;
      case 'rejected':
        this.page.events.rejected(message.id, message.seq);
        toasts.show(message.message, { icon: '⚠️' });
    }
  }

  #welcome({ token, resumed, version }: Welcome): void {
    // A newer server speaks to newer pages.
    if (this.#version && this.#version !== version) location.reload();
    this.#version = version;
    tabMemory.write(TOKEN, token);
    this.#resumed = resumed;
    if (resumed) this.page.events.resend();
    else this.page.events.restart();
  }

  #drain(): void {
    for (let frame = this.#frames[0]; frame; frame = this.#frames[0]) {
      const code = loadFor(frame.patches);
      if (code) {
        // Should the code not come, the page is shown without it.
        void code.catch((error: unknown) => console.error(error)).then(() => this.#next());
        return;
      }
      this.#next(false);
    }
  }

  #next(more = true): void {
    const frame = this.#frames.shift();
    if (frame) this.#frame(frame);
    if (more) this.#drain();
  }

  #frame(frame: Frame): void {
    const focused = document.activeElement as HTMLElement | null;
    try {
      this.page.apply(frame, this.#resumed && frame.reset === true);
    } catch (error) {
      // The page and the server disagree, which no further frame can mend: ask for the whole page.
      console.error('frame', frame.frame, error);
      this.page.frame = 0;
      this.connection.reopen();
      return;
    }
    void tick().then(() => keepFocus(focused));
    this.#resumed = false;
    this.#running = frame.running;
    this.#busy();
    this.#address();
  }

  /** Writes the script's query parameters into the address. */
  #address(): void {
    const wanted = this.props.query;
    if (wanted === undefined || wanted === this.#query) return;
    this.#query = wanted;
    if (wanted !== query()) history.replaceState(history.state, '', `${location.pathname}${wanted && `?${wanted}`}${location.hash}`);
  }

  #busy(): void {
    this.page.running = this.#running;
    this.status.update(this.#running || this.page.events.waiting);
  }
}

/** An element that was moved within the page has lost the focus on its way. */
function keepFocus(element: HTMLElement | null): void {
  if (element?.isConnected && document.activeElement === document.body) element.focus({ preventScroll: true });
}

function query(): string {
  return location.search.slice(1);
}
