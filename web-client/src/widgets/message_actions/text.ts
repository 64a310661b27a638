import type { Element } from '../../page.svelte';

/** What is said in a message: its texts, without thoughts and what stands around them. */
export function textOf(message: Element<unknown> | null): string {
  const texts = (message?.children ?? []).filter(({ kind }) => kind === 'markdown' || kind === 'text');
  return texts.map(({ props }) => String((props as { body?: unknown }).body ?? '')).join('\n\n');
}
