import { MediaQuery } from 'svelte/reactivity';
import { browserMemory, tabMemory } from './lib/memory';

const OPEN = 'mirror.sidebar';
const WIDTH = 'mirror.sidebar.width';
/** As wide as it is until the person wants it otherwise. */
const USUAL = 300;

/** Whether the sidebar is seen: beside the page, or over it on narrow windows. */
export class SidebarState {
  /** What the script asked for; set by the page. */
  wanted: 'auto' | 'expanded' | 'collapsed' = $state('auto');
  #narrow = new MediaQuery('max-width: 768px');
  #choice: boolean | null = $state(choiceFrom(tabMemory.read(OPEN)));
  /** How wide the script wants it. */
  wantedWidth: number | undefined = $state();
  #width = $state(Number(browserMemory.read(WIDTH)));
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

  /** In pixels, beside the page. */
  get width(): number {
    return this.#width || this.wantedWidth || USUAL;
  }

  set width(width: number) {
    this.#width = width;
  }

  /** Takes a width and remembers it; nothing is the usual one. */
  resize(width?: number): void {
    this.#width = width ?? 0;
    browserMemory.write(WIDTH, width ? String(width) : null);
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
