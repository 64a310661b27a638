import type { Patch, PlainElement, Props } from './protocol';

/** The page before anything is shown. */
export function emptyRoot(): PlainElement {
  return { id: '0', kind: 'page', props: {}, children: [] };
}

/** The properties after an `update` patch. */
export function updated(props: Props, changed: Props, gone: string[] = []): Props {
  const next = { ...props, ...changed };
  for (const name of gone) delete next[name];
  return next;
}

/** The properties after an `append` patch. */
export function appended(props: Props, name: string, text: string): Props {
  return { ...props, [name]: String(props[name] ?? '') + text };
}

/**
 * Applies patches to a page held as plain data and gives back the new page; the one given stays as it is.
 * The live page does the same on its own elements: the same cases test both.
 */
export function applyPlain(tree: PlainElement, patches: Patch[]): PlainElement {
  const root = structuredClone(tree);
  const elements = new Map<string, PlainElement>();
  const parents = new Map<string, PlainElement>();
  const enter = (node: PlainElement, parent?: PlainElement): void => {
    elements.set(node.id, node);
    if (parent) parents.set(node.id, parent);
    for (const child of node.children ?? []) enter(child, node);
  };
  const leave = (node: PlainElement): void => {
    elements.delete(node.id);
    parents.delete(node.id);
    node.children?.forEach(leave);
  };
  const find = (id: string): PlainElement => {
    const node = elements.get(id);
    if (!node) throw new Error(`no element \`${id}\` in the page`);
    return node;
  };
  const siblings = (id: string): PlainElement[] => (parents.get(id) as PlainElement).children as PlainElement[];
  enter(root);
  for (const patch of patches) {
    switch (patch.op) {
      case 'insert': {
        const parent = find(patch.parent);
        const node = structuredClone(patch.node);
        (parent.children ??= []).splice(patch.index, 0, node);
        enter(node, parent);
        break;
      }
      case 'remove': {
        const node = find(patch.id);
        const list = siblings(patch.id);
        list.splice(list.indexOf(node), 1);
        leave(node);
        break;
      }
      case 'move': {
        const node = find(patch.id);
        const list = siblings(patch.id);
        list.splice(list.indexOf(node), 1);
        list.splice(patch.index, 0, node);
        break;
      }
      case 'update': {
        const node = find(patch.id);
        node.props = updated(node.props, patch.props, patch.gone);
        break;
      }
      case 'append': {
        const node = find(patch.id);
        node.props = appended(node.props, patch.prop, patch.text);
      }
    }
  }
  return root;
}
