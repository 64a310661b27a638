/** Plain data by name. */
export type Values = Record<string, unknown>;

/** What a component sends. */
export interface Line {
  /** All of its states, as they are now. */
  save(states: Values): void;
  /** Something that happens rather than stays. */
  trigger(name: string, value: unknown): void;
}

type Listener = (...args: unknown[]) => void;

/** The most that is sent at once, in bytes of JSON; the server takes a little more. */
const MOST = 500_000;

/**
 * What a component's module knows of its widget, in the shape of anywidget's model: `get`, `set`, `save_changes`,
 * `on` and `off`. What the script gives is read only; its states go back to it with `save_changes`.
 */
export class Model {
  #values: Values;
  readonly #states: Set<string>;
  readonly #triggers: Set<string>;
  readonly #line: Line;
  readonly #listeners = new Map<string, Set<Listener>>();
  /** What was set and not saved yet: the script's own value does not replace it. */
  readonly #unsaved = new Set<string>();

  constructor(values: Values, states: string[], triggers: string[], line: Line) {
    this.#values = { ...values };
    this.#states = new Set(states);
    this.#triggers = new Set(triggers);
    this.#line = line;
  }

  /** A value, by its name. */
  get(name: string): unknown {
    return this.#values[name];
  }

  /** Changes a value here; the script gets it with `save_changes`. */
  set(name: string | Values, value?: unknown): void {
    const changes = typeof name === 'string' ? { [name]: value } : name;
    for (const key of Object.keys(changes)) this.#unsaved.add(key);
    this.#change(changes);
  }

  /** Sends the states to the script. */
  save_changes(): void {
    const stray = [...this.#unsaved].find((name) => !this.#states.has(name));
    this.#unsaved.clear();
    if (stray !== undefined) throw new Error(`the script does not name the state \`${stray}\`; add it to the map in \`default\``);
    this.#line.save(plain(Object.fromEntries([...this.#states].map((name) => [name, this.#values[name] ?? null]))));
  }

  /** Tells the script of something that happens rather than stays. */
  trigger(name: string, value: unknown = true): void {
    if (!this.#triggers.has(name)) throw new Error(`the script does not name the trigger \`${name}\`; add it to the list in \`triggers\``);
    this.#line.trigger(name, plain(value ?? null));
  }

  /** Messages to a kernel: there is none, so they are a trigger called `message`. */
  send(content: unknown): void {
    this.trigger('message', content);
  }

  /** Calls back when something changes: `change:name`, or `change` for anything. */
  on(events: string, listener: Listener): void {
    for (const event of events.split(/\s+/)) {
      const listeners = this.#listeners.get(event) ?? new Set();
      this.#listeners.set(event, listeners.add(listener));
    }
  }

  /** Calls back no more: this listener, all of an event, or all. */
  off(events?: string | null, listener?: Listener | null): void {
    for (const event of events?.split(/\s+/) ?? [...this.#listeners.keys()]) {
      if (listener) this.#listeners.get(event)?.delete(listener);
      else this.#listeners.delete(event);
    }
  }

  /** Takes what the script has now; what was set here and not saved stays. */
  take(values: Values): void {
    const news = Object.entries(values).filter(([name]) => !this.#unsaved.has(name));
    const gone = Object.keys(this.#values).filter((name) => !(name in values) && !this.#unsaved.has(name));
    this.#change({ ...Object.fromEntries(gone.map((name) => [name, undefined])), ...Object.fromEntries(news) });
  }

  #change(changes: Values): void {
    const changed = Object.entries(changes).filter(([name, value]) => !same(this.#values[name], value));
    this.#values = { ...this.#values, ...changes };
    for (const [name, value] of changed) this.#tell(`change:${name}`, this, value);
    if (changed.length) this.#tell('change', this);
  }

  #tell(event: string, ...args: unknown[]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(...args);
  }
}

/** Whether two values are the same data. The frame loads little, so nothing of the page's own is used here. */
function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}

/** A value as JSON has it: what is no data is left out. Too much of it is an error. */
export function plain<T>(value: T): T {
  const json = JSON.stringify(value) ?? 'null';
  // A character has at most three bytes.
  const bytes = json.length * 3 > MOST ? new TextEncoder().encode(json).length : 0;
  if (bytes > MOST) throw new Error(`the values of a component can have ${MOST / 1000} KB at most, not ${Math.ceil(bytes / 1000)}`);
  return JSON.parse(json) as T;
}
