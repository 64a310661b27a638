import type { Component } from 'svelte';
import first from 'virtual:widgets/first';
import type { Patch, PlainElement } from '../protocol';

/** A component that draws one kind of element. */
export type WidgetComponent = Component<{ node: unknown }>;

/** Components by the kind of element they draw. */
export type WidgetFiles = Record<string, WidgetComponent>;

type Rest = Record<string, () => Promise<{ default: WidgetComponent }>>;

/**
 * The components that are here. A few come with the first load, the ones that many pages have in one file, and each
 * of the rest in a file of its own when a page first shows it; `scripts/widgets.mjs` says which.
 */
const here: WidgetFiles = { ...first };
let common: Promise<void> | undefined;
/** Where the rest is; known once the common ones are here. */
let rest: Rest | undefined;

/** The component that draws a kind of element, if it is here. */
export function componentOf(kind: string): WidgetComponent | undefined {
  return here[kind];
}

/** Fetches the widgets that these patches show for the first time; null if all are here. */
export function loadFor(patches: Patch[]): Promise<unknown> | null {
  const missing = new Set<string>();
  for (const patch of patches) if (patch.op === 'insert') collect(patch.node, missing);
  return missing.size ? loadCommon().then(() => Promise.all([...missing].map(load))) : null;
}

async function load(kind: string): Promise<void> {
  const file = await rest?.[kind]?.();
  if (file) here[kind] = file.default;
}

/** Fetches the widgets that many pages have. A failure is not the end: the next frame that needs them tries again. */
export async function loadCommon(): Promise<void> {
  if (rest) return;
  common ??= import('virtual:widgets/common')
    .then((files) => {
      Object.assign(here, files.default);
      rest = files.rest;
    })
    .finally(() => (common = undefined));
  await common;
}

function collect({ kind, children }: PlainElement, missing: Set<string>): void {
  // A kind that no file has is of a newer server; asking again and again would not bring it.
  if (!ROOTS.has(kind) && !here[kind] && (!rest || rest[kind])) missing.add(kind);
  for (const child of children ?? []) collect(child, missing);
}

/** Drawn by the page itself. */
const ROOTS = new Set(['page', 'main', 'bottom']);
