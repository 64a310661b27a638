import type { Element, Page } from '../page.svelte';

declare global {
  /** What there is to find in an exported gallery: words by the names of the widgets. */
  var mirrorWords: Record<string, string> | undefined;
}

/** Makes the search field of the gallery work without a server: it leaves the links that lead to what was typed. */
export function searcher(page: Page): (id: string, value: unknown) => void {
  const whole = new Map([...page.elements.values()].map((node) => [node, { children: node.children, props: node.props }]));
  const field = [...page.elements.values()].find((node) => node.kind === 'text_input' && node.props.type === 'search');
  const side = field && beside(field);

  return (id, value) => {
    if (!side || id !== field?.id || typeof value !== 'string') return;
    const word = value.trim().toLowerCase();
    const keep = (node: Element): boolean => {
      const before = whole.get(node);
      if (!before) return true;
      const name = new URLSearchParams(String(before.props.query ?? '')).get('widget');
      if (node.kind === 'page_link' && name) return `${name} ${globalThis.mirrorWords?.[name] ?? ''}`.toLowerCase().includes(word);
      const kept = before.children.filter(keep);
      node.children = kept;
      // What holds something that was found is open.
      if (node.kind === 'expander') node.props = word ? { ...before.props, expanded: true } : before.props;
      return before.children.length === 0 || kept.length > 0;
    };
    side.children = (whole.get(side)?.children ?? []).filter(keep);
  };
}

/** The sidebar that the field stands in. */
function beside(field: Element): Element | null {
  let at = field.parent;
  while (at && at.kind !== 'sidebar') at = at.parent;
  return at;
}
