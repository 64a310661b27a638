import type { ClientMessage, ServerMessage } from './protocol';

/** How it stands with the server. */
export type ConnectionState = 'connecting' | 'live' | 'lost' | 'refused';

/** What the connection needs from the rest of the page. */
export interface ConnectionEnds {
  /** The first message of each connection. */
  hello(): ClientMessage;
  receive(message: ServerMessage): void;
}

const FIRST_WAIT = 200;
const LONGEST_WAIT = 3000;
const PING_EVERY = 20_000;
const PONG_WITHIN = 10_000;

/** The WebSocket to the server: opens again by itself whenever it is lost. */
export class Connection {
  state: ConnectionState = $state('connecting');
  /** Why the server does not want us, for people. */
  refusal = $state('');
  /** Only a page that is loaded anew can do better. */
  outdated = $state(false);

  #ends: ConnectionEnds;
  #address: string;
  #socket: WebSocket | null = null;
  #wait = FIRST_WAIT;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setTimeout> | undefined;

  constructor(ends: ConnectionEnds, address = socketAddress(document.baseURI)) {
    this.#ends = ends;
    this.#address = address;
  }

  /** Connects, and stays connected. */
  start(): void {
    addEventListener('online', this.#now);
    document.addEventListener('visibilitychange', this.#now);
    // A page taken from the back/forward cache has lost its socket.
    addEventListener('pageshow', this.#now);
    this.#open();
  }

  /** Ends the connection for good. */
  stop(): void {
    removeEventListener('online', this.#now);
    document.removeEventListener('visibilitychange', this.#now);
    removeEventListener('pageshow', this.#now);
    clearTimeout(this.#retry);
    this.#drop();
  }

  /** Tries again after a refusal. */
  retry(): void {
    this.refusal = '';
    this.state = 'connecting';
    this.#wait = FIRST_WAIT;
    this.#open();
  }

  /** Gives this connection up and opens another one a little later. */
  reopen(): void {
    if (this.#socket) this.#lost(this.#socket);
  }

  /** Sends a message if the line is up. */
  send(message: ClientMessage): boolean {
    if (this.state !== 'live' || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(text(message));
    return true;
  }

  #open(): void {
    clearTimeout(this.#retry);
    this.#drop();
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    // Until it is open nothing answers a ping, so opening has the same limit as an answer.
    this.#ping = setTimeout(() => this.#lost(socket), PONG_WITHIN);
    socket.onopen = () => socket.send(text(this.#ends.hello()));
    socket.onmessage = ({ data }) => this.#receive(socket, JSON.parse(String(data)) as ServerMessage);
    socket.onclose = () => this.#lost(socket);
  }

  #receive(socket: WebSocket, message: ServerMessage): void {
    if (socket !== this.#socket) return;
    this.#heard(socket);
    if (message.type === 'pong') return;
    if (message.type === 'refused') {
      this.state = 'refused';
      this.refusal = message.message;
      this.outdated = message.reason === 'protocol';
      this.#drop();
      return;
    }
    if (message.type === 'welcome') {
      this.state = 'live';
      this.#wait = FIRST_WAIT;
    }
    this.#ends.receive(message);
  }

  /** The line lives: the next ping is due when nothing was heard for a while. */
  #heard(socket: WebSocket): void {
    clearTimeout(this.#ping);
    this.#ping = setTimeout(() => {
      this.send({ type: 'ping' });
      this.#ping = setTimeout(() => this.#lost(socket), PONG_WITHIN);
    }, PING_EVERY);
  }

  #lost(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#drop();
    this.state = 'lost';
    // Many pages that lost the same server must not all come back in the same moment.
    const wait = this.#wait * (0.75 + Math.random() / 2);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    this.#retry = setTimeout(() => this.#open(), wait);
  }

  #drop(): void {
    clearTimeout(this.#ping);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** The network or the person is back: no reason to wait any longer. */
  #now = (): void => {
    if (this.state !== 'lost' || document.visibilityState === 'hidden') return;
    this.#wait = FIRST_WAIT;
    this.#open();
  };
}

/** The address of the socket beside the page, which may stand under a sub-path. */
export function socketAddress(base: string): string {
  const url = new URL('ws', base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = url.hash = '';
  return url.href;
}

/** A message as text. Half a character (a lone surrogate, from a broken paste) is no Unicode: it becomes U+FFFD. */
function text(message: ClientMessage): string {
  return JSON.stringify(message, (_, value: unknown) => (typeof value === 'string' ? value.replace(LONE, '\uFFFD') : value));
}

const LONE = /\p{Surrogate}/gu;
