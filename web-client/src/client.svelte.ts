import { tick } from 'svelte';
import { address, embedded, path, query } from './address';
import { Connection } from './connection.svelte';
import { tabMemory } from './lib/memory';
import type { Navigation } from './lib/pages';
import { loadFor } from './lib/widgets';
import { heard, keep, kept } from './local';
import { Page } from './page.svelte';
import type { ClientMessage, Frame, Problem, ServerMessage, Welcome } from './protocol';
import { settings, type Look } from './settings.svelte';
import { Status } from './status.svelte';
import { toasts } from './toasts.svelte';
import { told } from './lib/words.svelte';

const TOKEN = 'mirror.session';
/** Changes of the address that follow each other faster are one step of the history. */
const ONE_STEP_MILLIS = 500;

/** Properties of the root element. */
export interface PageProps {
  title?: string;
  icon?: string;
  layout?: 'centered' | 'wide';
  sidebar?: 'auto' | 'expanded' | 'collapsed';
  query?: string;
  /** What an app with several pages is called, where each page has its own title. */
  app?: string;
  /** Which page of an app with several this is. */
  path?: string;
  /** The last visit of ours that the script knows of. */
  visit?: number;
  navigation?: Navigation;
  logo?: { image: string; icon?: string; size: string; link?: string };
  menu?: { help?: string; bug?: string; about?: string };
  /** How wide the sidebar is at first. */
  sidebar_width?: number;
  /** The script wants to know when the theme changes. */
  themed?: boolean;
  theme?: Look;
  language?: string;
  /** An input keeps its value in the address. */
  bound?: boolean;
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
  /** The page of the app that is shown. */
  #path: string | undefined;
  /** When the person last went elsewhere: what the server says of an earlier address is old. */
  #visit = Date.now();
  /** A link was followed, or one's way back: what comes is another page even where only the query differs. */
  #linked = false;
  /** A page has come whose heading has not. */
  #arriving = false;
  /** Where the page that comes is scrolled to, until all of it is there. */
  #top: number | undefined;
  /** What the person had done when the address was written last. */
  #done = 0;
  /** When a new entry came into the history. */
  #entered = -Infinity;

  constructor() {
    this.connection = new Connection({ hello: () => this.#hello(), receive: (message) => this.#receive(message) });
    this.page.events.send = (message) => this.connection.send(message);
    this.page.events.changed = () => this.#busy();
    this.page.go = (path, query) => this.go(path, query);
  }

  /** Properties of the page itself. */
  get props(): PageProps {
    return this.page.root.props as PageProps;
  }

  /** Connects to the server and follows the address. */
  start(): void {
    settings.show();
    addEventListener('popstate', ({ state }) => {
      this.#linked = (state as { top?: number } | null)?.top !== undefined;
      this.#query = query();
      this.#done = this.page.events.seq;
      this.#visited();
    });
    addEventListener('storage', (event) => heard(event, (changes) => this.connection.send({ type: 'local', changes })));
    this.connection.start();
  }

  /** Stops the script. */
  stop(): void {
    this.connection.send({ type: 'stop' });
  }

  /** Goes to another page of the app. */
  go(to: string, asked: string): void {
    if (to === path() && asked === query()) return this.page.events.rerun();
    this.#enter(to, asked);
    this.#linked = true;
    this.#visited();
  }

  /** Tells the script which theme is seen, if it wants to know. */
  tellTheme(theme: 'light' | 'dark'): void {
    this.connection.send({ type: 'theme', theme });
  }

  #enter(path: string, query: string): void {
    history.replaceState({ top: scrollY }, '');
    history.pushState(null, '', address(path, query));
    this.#query = query;
  }

  #visited(): void {
    this.#visit = Math.max(Date.now(), this.#visit + 1);
    this.connection.send({ type: 'query', query: query(), path: path(), visit: this.#visit });
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
      timezone_offset: new Date().getTimezoneOffset(),
      url: location.origin + location.pathname,
      path: path(),
      visit: this.#visit,
      embedded,
      local: kept(),
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
      case 'local':
        return keep(message.changes);
      case 'rejected':
        this.page.events.rejected(message.id, message.seq);
        toasts.show(told(message.message), { icon: '⚠️' });
    }
  }

  #welcome({ token, resumed, version }: Welcome): void {
    // A newer server speaks to newer pages.
    if (this.#version && this.#version !== version) location.reload();
    this.#version = version;
    tabMemory.write(TOKEN, token);
    this.page.session = token;
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
    this.#turn();
    this.#address();
  }

  /** Follows the script to the page that it shows. */
  #turn(): void {
    const { path: shown, visit = 0, query = '' } = this.props;
    const turned = shown !== undefined && shown !== this.#path;
    if ((turned || this.#linked) && visit >= this.#visit) {
      const first = this.#path === undefined && !this.#linked;
      this.#linked = false;
      this.#path = shown;
      this.#arriving = !first;
      if (shown !== undefined && shown !== path()) {
        if (first) history.replaceState(null, '', address(shown, query));
        else this.#enter(shown, query);
      }
      if (!first) this.#top = (history.state as { top?: number } | null)?.top ?? 0;
    }
    if (this.#arriving || this.#top !== undefined) void tick().then(() => this.#arrive());
  }

  /** Leads keyboards and screen readers to the heading of a page that has come. */
  #arrive(): void {
    if (this.#top !== undefined) scrollTo(0, this.#top);
    // More of it may come, and make room to scroll to.
    if (!this.#running) this.#top = undefined;
    const heading = document.querySelector<HTMLElement>('#main :is(h1, h2, h3)');
    const target = heading ?? (this.#running ? null : document.getElementById('main'));
    if (!target || !this.#arriving) return;
    this.#arriving = false;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  /** Writes the script's query parameters into the address. */
  #address(): void {
    const wanted = this.props.query;
    if (wanted === undefined || wanted === this.#query) return;
    this.#query = wanted;
    // What a person did to a bound input is a step that they can go back from; a drag is one step.
    const did = this.page.events.seq > this.#done;
    const step = did && this.props.bound && performance.now() - this.#entered > ONE_STEP_MILLIS;
    this.#done = this.page.events.seq;
    if (wanted === query()) return;
    const now = address(path(), wanted) + location.hash;
    if (step) history.pushState(history.state, '', now);
    else history.replaceState(history.state, '', now);
    if (did) this.#entered = performance.now();
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
