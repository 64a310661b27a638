import type { Component } from 'svelte';
import type { Patch, PlainElement } from '../protocol';

/** A component that draws one kind of element. */
export type WidgetComponent = Component<{ node: unknown }>;

/** Components by the path of their file. */
export type WidgetFiles = Record<string, WidgetComponent>;

/**
 * The widgets of nearly every page come with the first load; all others are one chunk, fetched when a page first
 * shows one of them. A new widget needs no line here: it is among the others.
 */
const first = import.meta.glob<WidgetComponent>(
  '../widgets/{title,header,subheader,text,markdown,caption,divider,columns,column,container,empty,button,checkbox,slider,text_input,info,success,warning,error,progress,spinner,toast}/*.svelte',
  { eager: true, import: 'default' },
);

let others: WidgetFiles | undefined;
let loading: Promise<void> | undefined;

/** `text_input` → `TextInput`: the name of the component in the folder of that kind. */
export function componentName(kind: string): string {
  return kind.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The component that draws a kind of element, if there is one. */
export function componentOf(kind: string): WidgetComponent | undefined {
  const path = `../widgets/${kind}/${componentName(kind)}.svelte`;
  return first[path] ?? others?.[path];
}

/** Fetches the other widgets if these patches show one; null if all is there. */
export function loadFor(patches: Patch[]): Promise<void> | null {
  const needed = !others && patches.some((patch) => patch.op === 'insert' && isOther(patch.node));
  return needed ? loadOthers() : null;
}

/** Fetches the other widgets. A failure is not the end: the next frame that needs them tries again. */
export function loadOthers(): Promise<void> {
  loading ??= import('./others')
    .then(({ files }) => {
      others = files;
    })
    .finally(() => (loading = undefined));
  return loading;
}

function isOther({ kind, children }: PlainElement): boolean {
  return (!ROOTS.has(kind) && !componentOf(kind)) || (children ?? []).some(isOther);
}

/** Drawn by the page itself. */
const ROOTS = new Set(['page', 'main', 'sidebar', 'bottom']);
