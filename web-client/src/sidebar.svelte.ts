import { MediaQuery } from 'svelte/reactivity';
import { tabMemory } from './lib/memory';

const OPEN = 'mirror.sidebar';

/** Whether the sidebar is seen: beside the page, or over it on narrow windows. */
export class SidebarState {
  /** What the script asked for; set by the page. */
  wanted: 'auto' | 'expanded' | 'collapsed' = $state('auto');
  #narrow = new MediaQuery('max-width: 768px');
  #choice: boolean | null = $state(choiceFrom(tabMemory.read(OPEN)));
  #drawer: boolean | null = $state(null);

  /** The window is too narrow for two columns: the sidebar is a drawer. */
  get narrow(): boolean {
    return this.#narrow.current;
  }

  get open(): boolean {
    if (this.narrow) return this.#drawer ?? this.wanted === 'expanded';
    return this.#choice ?? this.wanted !== 'collapsed';
  }

  set open(open: boolean) {
    if (this.narrow) {
      this.#drawer = open;
    } else {
      this.#choice = open;
      tabMemory.write(OPEN, open ? 'open' : 'closed');
    }
  }

  /** The drawer covers the page, which must not be reached meanwhile. */
  get covers(): boolean {
    return this.narrow && this.open;
  }
}

/** The one sidebar of the page. */
export const sidebar = new SidebarState();

function choiceFrom(text: string | null): boolean | null {
  return text === null ? null : text === 'open';
}
