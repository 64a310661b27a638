import type { Page } from '../page.svelte';
import { sidebar } from '../sidebar.svelte';

/** One page as the menu and lists show it: of this app (`path`), or elsewhere (`url`). */
export interface MenuPage {
  title: string;
  icon?: string;
  help?: string;
  path?: string;
  url?: string;
}

/** The menu of an app with several pages. */
export interface Navigation {
  position: 'sidebar' | 'top';
  expanded: boolean;
  sections: { title: string; pages: MenuPage[] }[];
}

export { address as addressOf } from '../address';

/** Goes to a page of the app without loading the browser's page anew; new tabs and windows stay the browser's. */
export function follow(event: MouseEvent, page: Page, path: string, query = ''): void {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (sidebar.covers) sidebar.open = false;
  page.go(path, query);
}
