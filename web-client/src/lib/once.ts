import type { Element } from '../page.svelte';

/** Whether what an element says is news: once for each run that said it, and not when a page comes back. */
export function isNews(node: Element<{ run: number }>): boolean {
  const once = `${node.id}:${node.props.run}`;
  if (node.page.toasted.has(once)) return false;
  node.page.toasted.add(once);
  return !node.page.replayed;
}
