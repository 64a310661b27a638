import { formOf } from '../events';
import { complete, missing, words } from './required';
import type { Element } from '../page.svelte';
import type { Pace } from '../events';

/** The value of an input: the person's own while the server has not confirmed it, else the server's. */
export interface Input<T> {
  readonly value: T;
  /** There is a draft that was not sent. */
  readonly dirty: boolean;
  /** The input stands in a form: nothing is sent until its submit. */
  readonly inForm: boolean;
  /** Shows a value and sends it (in a form: holds it). */
  set(value: T, pace?: Pace): void;
  /** Shows a value without sending it: typing. */
  draft(value: T): void;
  /** Sends the draft, if any. */
  commit(): void;
  /** Forgets the draft. */
  revert(): void;
}

/** The value of the widget `element()` for its component. */
export function useValue<T>(element: () => Element<{ value?: unknown }>): Input<T> {
  return {
    get value() {
      const node = element();
      return (node.held ? node.held.value : node.props.value) as T;
    },
    get dirty() {
      return element().held?.seq === null;
    },
    get inForm() {
      return formOf(element()) !== null;
    },
    set: (value, pace) => {
      element().page.events.set(element(), value, pace);
      check(element());
    },
    draft: (value) => {
      element().page.events.draft(element(), value);
      if (!missing(element())) element().complaint = '';
    },
    commit: () => {
      check(element());
      element().page.events.commit(element());
    },
    revert: () => element().page.events.revert(element()),
  };
}

/** Says that a field which somebody left empty must be filled in; in a form only its button says so. */
function check(node: Element<unknown>): void {
  if (!missing(node)) node.complaint = '';
  else if (!formOf(node)) node.complaint = words(node);
}

/** Fires a trigger: a button (`true`) or a chat message (its text). */
export function trigger(node: Element<unknown>, value: unknown): void {
  if ((node.props as { on_click?: string }).on_click === 'ignore') return;
  node.page.events.trigger(node, value);
}

/** Sends the form around a submit button, unless something in it must still be filled in. */
export function submitForm(node: Element<unknown>): void {
  const form = formOf(node);
  if (!form || complete(form)) node.page.events.submit(node);
}

/** Enter was pressed in an input: sends the form around it if that form wants it so. */
export function enterInForm(node: Element<unknown>): boolean {
  const form = formOf(node);
  if (!form || (form.props as { enter_to_submit?: boolean }).enter_to_submit === false) return false;
  const button = find(form, (element) => element.kind === 'form_submit_button' && !element.props.disabled);
  if (!button) return false;
  submitForm(button);
  return true;
}

function find(from: Element, wanted: (node: Element) => boolean): Element | undefined {
  for (const child of from.children) {
    const hit = wanted(child) ? child : find(child, wanted);
    if (hit) return hit;
  }
  return undefined;
}
