import type { Element } from '../page.svelte';
import { t } from './words.svelte';

interface Required {
  required?: boolean;
  disabled?: boolean;
  value?: unknown;
}

/** Whether an input is one that must be filled in, and is not. */
export function missing(node: Element<unknown>): boolean {
  const props = node.props as Required;
  if (!props.required || props.disabled) return false;
  const value = node.held ? node.held.value : props.value;
  if (value === null || value === undefined || value === false) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/** Says what is missing inside an element, each at its field, and goes to the first; true if nothing is. */
export function complete(inside: Element<unknown>): boolean {
  const found = all(inside).filter(missing);
  for (const node of found) node.complaint = words(node);
  if (found[0]) focus(found[0].id);
  return found.length === 0;
}

/** What is said at a field that must be filled in. */
export function words(node: Element<unknown>): string {
  const value = (node.props as Required).value;
  if (typeof value === 'boolean') return t('Tick this box to go on');
  return typeof value === 'string' ? t('Fill in this field') : t('Choose a value');
}

function all(from: Element<unknown>): Element[] {
  return from.children.flatMap((child) => [child, ...all(child)]);
}

function focus(id: string): void {
  const shell = document.querySelector(`[data-id="${id}"]`);
  const own = document.getElementById(`w-${id}`);
  const control = own?.matches(FOCUSABLE) ? own : shell?.querySelector<HTMLElement>(FOCUSABLE);
  control?.focus();
  shell?.scrollIntoView({ block: 'nearest' });
}

const FOCUSABLE = 'input:enabled, textarea:enabled, select:enabled, button:enabled, [tabindex="0"]';
