import { Events } from './events';
import { appended, applyPlain, emptyRoot, updated } from './patches';
import type { Frame, Patch, PlainElement, Props } from './protocol';

/** A value the person gave that the server has not confirmed yet. */
export interface Held {
  value: unknown;
  /** Number of the event that carried it; null while it has not been sent (typing, forms, throttled). */
  seq: number | null;
}

/**
 * One element of the live page. The object stays the same as long as the element is shown,
 * so a component may keep it; what changes are its reactive parts.
 */
export class Element<P = Props> {
  readonly id: string;
  readonly kind: string;
  readonly page: Page;
  parent: Element | null = null;
  /** What the script said; replaced as a whole by each update. */
  props: P = $state.raw() as P;
  children: Element[] = $state.raw([]);
  /** Not yet confirmed by the run that goes on. */
  stale = $state(false);
  /** The person's own value, shown instead of the server's until that run has seen it. */
  held: Held | null = $state.raw(null);
  /** What is said at the field itself, such as that it must be filled in. */
  complaint = $state('');

  constructor(page: Page, id: string, kind: string, props: P) {
    this.page = page;
    this.id = id;
    this.kind = kind;
    this.props = props;
  }
}

/** The page: all elements by id, changed by frames. */
export class Page {
  readonly elements = new Map<string, Element>();
  readonly events = new Events((id) => this.elements.get(id));
  root: Element = $state.raw() as Element;
  /** Number of the last frame this page shows. */
  frame = 0;
  /** The last frame repeated what the person has seen before: toasts are not shown again. */
  replayed = false;
  /** Names the session to the server, for requests beside the socket. */
  session = '';
  /** Goes to another page of the app. Set by the client. */
  go: (path: string, query: string) => void = () => {};
  /** A run of the script goes on. */
  running = $state(false);
  /** Toasts that were shown, as `id:run`. */
  readonly toasted = new Set<string>();
  /** Ids of elements marked as stale. */
  #stale = new Set<string>();

  constructor() {
    this.root = this.#create(emptyRoot(), null);
  }

  /** Shows one frame. All changes are drawn together. */
  apply(frame: Pick<Frame, 'frame' | 'ack' | 'patches' | 'reset' | 'stale'>, replayed = false): void {
    this.replayed = replayed;
    if (frame.reset) this.#show(applyPlain(emptyRoot(), frame.patches));
    else this.#patch(frame.patches);
    this.frame = frame.frame;
    this.#mark(frame.stale ?? []);
    this.events.acknowledged(frame.ack);
  }

  /** The page as plain data. */
  plain(node: Element = this.root): PlainElement {
    return { id: node.id, kind: node.kind, props: node.props, children: node.children.map((child) => this.plain(child)) };
  }

  #patch(patches: Patch[]): void {
    // Lists of children are copied once per frame, however many patches touch them.
    const lists = new Map<Element, Element[]>();
    const list = (parent: Element): Element[] => {
      let copy = lists.get(parent);
      if (!copy) lists.set(parent, (copy = [...parent.children]));
      return copy;
    };
    for (const patch of patches) {
      switch (patch.op) {
        case 'insert': {
          const parent = this.#find(patch.parent);
          list(parent).splice(patch.index, 0, this.#create(patch.node, parent));
          break;
        }
        case 'remove': {
          const node = this.#find(patch.id);
          const among = list(node.parent as Element);
          among.splice(among.indexOf(node), 1);
          this.#drop(node, lists);
          break;
        }
        case 'move': {
          const node = this.#find(patch.id);
          const among = list(node.parent as Element);
          among.splice(among.indexOf(node), 1);
          among.splice(patch.index, 0, node);
          break;
        }
        case 'update': {
          const node = this.#find(patch.id);
          node.props = updated(node.props, patch.props, patch.gone);
          break;
        }
        case 'append': {
          const node = this.#find(patch.id);
          node.props = appended(node.props, patch.prop, patch.text);
        }
      }
    }
    for (const [parent, children] of lists) parent.children = children;
  }

  #find(id: string): Element {
    const node = this.elements.get(id);
    if (!node) throw new Error(`no element \`${id}\` in the page`);
    return node;
  }

  #create(plain: PlainElement, parent: Element | null): Element {
    const node = new Element(this, plain.id, plain.kind, plain.props);
    node.parent = parent;
    this.elements.set(node.id, node);
    node.children = (plain.children ?? []).map((child) => this.#create(child, node));
    return node;
  }

  #drop(node: Element, lists?: Map<Element, Element[]>): void {
    for (const child of lists?.get(node) ?? node.children) this.#drop(child, lists);
    lists?.delete(node);
    // The same id may have been created anew by an earlier patch of this frame.
    if (this.elements.get(node.id) === node) this.elements.delete(node.id);
    this.events.forget(node);
  }

  /** Shows a whole page, keeping the elements (and with them the DOM, focus and drafts) that are in both. */
  #show(plain: PlainElement): void {
    const before = new Map(this.elements);
    const adopt = (next: PlainElement, parent: Element | null): Element => {
      const known = before.get(next.id);
      const keep = known && known.kind === next.kind;
      const node = keep ? known : new Element(this, next.id, next.kind, next.props);
      if (keep) before.delete(next.id);
      node.props = next.props;
      node.parent = parent;
      this.elements.set(node.id, node);
      node.children = (next.children ?? []).map((child) => adopt(child, node));
      return node;
    };
    const root = adopt(plain, null);
    for (const [id, node] of before) {
      if (this.elements.get(id) === node) this.elements.delete(id);
      this.events.forget(node);
    }
    this.root = root;
  }

  #mark(stale: string[]): void {
    const next = new Set(stale);
    for (const id of this.#stale) {
      if (next.has(id)) continue;
      this.#stale.delete(id);
      const node = this.elements.get(id);
      if (node) node.stale = false;
    }
    for (const id of next) {
      const node = this.elements.get(id);
      if (!node || node.stale) continue;
      this.#stale.add(id);
      node.stale = true;
    }
  }
}
