/** The wire: everything that passes the WebSocket. It is declared in Rust; here it only gets the client's names. */
import type { ClientMessage, Element, ServerMessage } from './generated/protocol';

export type { ClientMessage, Patch, Place, Problem, Props, ServerMessage } from './generated/protocol';

/** One element with all below it, as data. */
export type PlainElement = Element;

/** A message that changes something and is acknowledged by a frame. */
export type Outgoing = Extract<ClientMessage, { type: 'event' | 'submit' | 'rerun' }>;

/** A step of the page. */
export type Frame = Extract<ServerMessage, { type: 'frame' }>;

/** The first answer of the server. */
export type Welcome = Extract<ServerMessage, { type: 'welcome' }>;
