import { flushSync, tick } from 'svelte';
import { Page, type Element } from '../page.svelte';
import type { ClientMessage, Frame, PlainElement } from '../protocol';

/** What a component test sets on the page. */
export interface Scene {
  kind: string;
  props?: Record<string, unknown>;
  children?: PlainElement[];
  /** Puts the widget into a form with id `f` and a submit button `s`. */
  inForm?: boolean | Record<string, unknown>;
}

/** Puts one widget with id `w` on a page of its own; `sent` collects what it says to the server. */
export function stage({ kind, props = {}, children = [], inForm }: Scene) {
  const page = new Page();
  const sent: ClientMessage[] = [];
  page.events.send = (message) => {
    sent.push(structuredClone(message));
    return true;
  };
  const widget: PlainElement = { id: 'w', kind, props, children };
  const button = { id: 's', kind: 'form_submit_button', props: { label: 'Submit' } };
  const formProps = { enter_to_submit: true, clear_on_submit: false, border: true };
  const form = { id: 'f', kind: 'form', props: typeof inForm === 'object' ? { ...formProps, ...inForm } : formProps, children: [widget, button] };
  const main = { id: '1', kind: 'main', props: {}, children: [inForm ? form : widget] };
  let frames = 1;
  page.apply({ frame: 1, ack: 0, reset: true, patches: [{ op: 'insert', parent: '0', index: 0, node: main }] });
  return {
    page,
    node: page.elements.get('w') as Element<any>,
    sent,
    /** A frame of the server. */
    async frame(frame: Partial<Frame>) {
      page.apply({ frame: ++frames, ack: 0, patches: [], ...frame });
      flushSync();
      await tick();
    },
  };
}
