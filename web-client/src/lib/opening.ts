import type { Element } from '../page.svelte';
import { useValue } from './value';

/** Whether something is open: known to the script, or to the browser alone. */
export interface Opening<T> {
  /** The person's choice if the server has not confirmed it, else the server's; undefined where the browser alone knows. */
  readonly state: T | undefined;
  /** The script follows it. */
  readonly followed: boolean;
  /** Tells the script, if it follows. */
  tell(state: T): void;
}

/** What of a container is open, for its component. */
export function useOpening<T>(element: () => Element<{ value?: unknown }>): Opening<T> {
  const input = useValue<T | undefined>(element);
  return {
    get state() {
      return input.value;
    },
    get followed() {
      return element().props.value !== undefined;
    },
    tell(state) {
      const now = input.value;
      if (now !== undefined && now !== state) input.set(state, { alone: true });
    },
  };
}

/** Whether a part that is made only while it is open is still on its way. */
export function onItsWay(node: Element<{ lazy?: boolean }>, open: boolean, confirmed: boolean): boolean {
  return Boolean(node.props.lazy) && open && node.children.length === 0 && (!confirmed || node.page.running);
}
