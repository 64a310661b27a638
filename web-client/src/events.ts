import type { Element } from './page.svelte';
import type { ClientMessage, Outgoing } from './protocol';
import { same } from './lib/same';

type AnyElement = Element<unknown>;

/** How often a changing value is sent. */
export interface Pace {
  /** At most one event in so many milliseconds; the last value is always sent. */
  throttle?: number;
  /** Sent at once also in a form: it is no value of the form. */
  alone?: boolean;
}

/**
 * What the person did: numbered, sent, and kept until a frame acknowledges it.
 *
 * The browser owns a value from the first touch until the server's run has seen it;
 * an older frame never overwrites it.
 */
export class Events {
  /** Number of the last event. */
  seq = 0;
  /** Sends a message; false when the line is down. Set by the connection. */
  send: (message: ClientMessage) => boolean = () => false;
  /** Called whenever something began or ceased to wait for the server. */
  changed: () => void = () => {};

  #find: (id: string) => AnyElement | undefined;
  #waiting: Outgoing[] = [];
  #held = new Set<AnyElement>();
  #timers = new Map<AnyElement, ReturnType<typeof setTimeout>>();
  #sentAt = new Map<AnyElement, number>();
  /** What inputs of forms that are cleared showed before they were first touched. */

  constructor(find: (id: string) => AnyElement | undefined) {
    this.#find = find;
  }

  /** Whether the server has still to answer something. */
  get waiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Shows a value and sends it; in a form it waits for the submit button. */
  set(node: AnyElement, value: unknown, { throttle = 0, alone }: Pace = {}): void {
    this.#hold(node, value);
    if (!alone && formOf(node)) return;
    const rest = (this.#sentAt.get(node) ?? -Infinity) + throttle - performance.now();
    if (rest <= 0) this.#sendHeld(node);
    else if (!this.#timers.has(node)) this.#timers.set(node, setTimeout(() => this.#sendHeld(node), rest));
  }

  /** Shows a value that is not sent yet. */
  draft(node: AnyElement, value: unknown): void {
    this.#hold(node, value);
  }

  /** Sends the draft, if there is one that differs from what the server has. */
  commit(node: AnyElement): void {
    if (node.held?.seq !== null || !node.held || formOf(node)) return;
    const inFlight = this.#waiting.some((message) => message.type === 'event' && message.id === node.id);
    if (!inFlight && same(node.held.value, serverValue(node))) this.revert(node);
    else this.#sendHeld(node);
  }

  /** Forgets the person's own value and shows the server's. */
  revert(node: AnyElement): void {
    this.#stopTimer(node);
    this.#held.delete(node);
    node.held = null;
  }

  /** Fires a button or sends a chat message: never merged with another, never lost. */
  trigger(node: AnyElement, value: unknown): void {
    this.#flush();
    this.#post({ type: 'event', id: node.id, value, seq: ++this.seq });
  }

  /** Sends all that was changed in the form around `button`. */
  submit(button: AnyElement): void {
    const form = formOf(button);
    if (!form) return this.trigger(button, true);
    this.#flush();
    const values: Record<string, unknown> = {};
    const seq = ++this.seq;
    for (const node of [...this.#held]) {
      if (formOf(node) !== form || node.held?.seq !== null) continue;
      values[node.id] = node.held.value;
      node.held = { value: node.held.value, seq };
    }
    this.#post({ type: 'submit', id: button.id, values, seq });
  }

  /** Asks for a new run of the script. */
  rerun(): void {
    this.#flush();
    this.#post({ type: 'rerun', seq: ++this.seq });
  }

  /** The server's page contains the effect of all events up to `ack`. */
  acknowledged(ack: number): void {
    // After a reload of the browser page the session goes on, and so do its numbers.
    this.seq = Math.max(this.seq, ack);
    this.#waiting = this.#waiting.filter((message) => message.seq > ack);
    for (const node of [...this.#held]) {
      if (node.held && node.held.seq !== null && node.held.seq <= ack) this.revert(node);
    }
    this.changed();
  }

  /** The server did not take an event: its own value is shown again. */
  rejected(id: string, seq: number): void {
    this.#waiting = this.#waiting.filter((message) => message.seq !== seq);
    for (const node of [...this.#held]) {
      const own = node.id === id && node.held?.seq !== null && (node.held?.seq ?? 0) <= seq;
      if (own || node.held?.seq === seq) this.revert(node);
    }
    this.changed();
  }

  /** Sends again what the server may not have seen. It ignores numbers it has. */
  resend(): void {
    for (const message of this.#waiting) this.send(message);
  }

  /** The session is a new one: it knows nothing of what was sent to the old one. */
  restart(): void {
    this.#waiting = [];
    for (const node of [...this.#held]) if (node.held?.seq !== null) this.revert(node);
    this.changed();
  }

  /** The element has left the page. */
  forget(node: AnyElement): void {
    this.revert(node);
    this.#sentAt.delete(node);
  }

  #hold(node: AnyElement, value: unknown): void {
    node.held = { value, seq: null };
    this.#held.add(node);
  }

  #sendHeld(node: AnyElement): void {
    this.#stopTimer(node);
    if (!node.held || !this.#find(node.id)) return;
    const seq = ++this.seq;
    const value = node.held.value;
    node.held = { value, seq };
    this.#sentAt.set(node, performance.now());
    // Only the latest value of a widget matters.
    this.#waiting = this.#waiting.filter((message) => message.type !== 'event' || message.id !== node.id);
    this.#post({ type: 'event', id: node.id, value, seq });
  }

  /** Values that wait for their pace go out before a trigger, so that the run it starts sees them. */
  #flush(): void {
    for (const node of [...this.#timers.keys()]) this.#sendHeld(node);
  }

  #post(message: Outgoing): void {
    this.#waiting.push(message);
    this.send(message);
    this.changed();
  }

  #stopTimer(node: AnyElement): void {
    clearTimeout(this.#timers.get(node));
    this.#timers.delete(node);
  }
}

function serverValue(node: AnyElement): unknown {
  return (node.props as { value?: unknown }).value;
}

/** The form an element stands in, if any. */
export function formOf(node: AnyElement): Element | null {
  let at = node.parent;
  while (at && at.kind !== 'form') at = at.parent;
  return at;
}
