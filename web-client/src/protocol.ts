/** The wire: everything that passes the WebSocket, as in `runtime/src/protocol.rs`. */

/** Properties of an element, as the server sends them. */
export type Props = Record<string, unknown>;

/** One element with all below it, as data. */
export interface PlainElement {
  id: string;
  kind: string;
  props: Props;
  children?: PlainElement[];
}

/** One difference between the page shown and the page wanted. */
export type Patch =
  | { op: 'insert'; parent: string; index: number; node: PlainElement }
  | { op: 'remove'; id: string }
  | { op: 'move'; id: string; index: number }
  | { op: 'update'; id: string; props: Props; gone?: string[] }
  | { op: 'append'; id: string; prop: string; text: string };

/** A place in the script. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
  source?: string;
  function?: string;
}

/** What went wrong in the script, for people. */
export interface Problem extends Place {
  title: string;
  message: string;
  hint?: string | null;
  trace?: Place[];
  id?: string;
}

/** A message that changes something and is acknowledged by a frame. */
export type Outgoing =
  | { type: 'event'; id: string; value: unknown; seq: number }
  | { type: 'submit'; id: string; values: Record<string, unknown>; seq: number }
  | { type: 'rerun'; seq: number };

/** Everything the browser says. */
export type ClientMessage =
  | {
      type: 'hello';
      token: string | null;
      have: number;
      query: string;
      locale: string;
      timezone: string;
      theme: 'light' | 'dark';
    }
  | Outgoing
  | { type: 'stop' }
  | { type: 'query'; query: string }
  | { type: 'ping' };

/** A step of the page. */
export interface Frame {
  type: 'frame';
  frame: number;
  run: number;
  ack: number;
  running: boolean;
  reset?: boolean;
  stale?: string[];
  patches: Patch[];
}

/** The first answer of the server. */
export interface Welcome {
  type: 'welcome';
  token: string;
  resumed: boolean;
  development: boolean;
  version: string;
}

/** Everything the server says. */
export type ServerMessage =
  | Welcome
  | Frame
  | { type: 'problem'; problem: Problem | null }
  | { type: 'refused'; reason: string; message: string }
  | { type: 'rejected'; id: string; seq: number; message: string }
  | { type: 'pong' };
