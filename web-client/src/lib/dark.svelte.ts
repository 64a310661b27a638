import { settings } from '../settings.svelte';

/** Whether the page is dark now, as a value that changes: for drawings that cannot use the tokens themselves. */
export function darkTheme(): { readonly on: boolean } {
  const query = matchMedia('(prefers-color-scheme: dark)');
  let system = $state(query.matches);
  $effect(() => {
    const changed = (): void => {
      system = query.matches;
    };
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  });
  return {
    get on() {
      const chosen = settings.only ?? settings.theme;
      return chosen === 'system' ? system : chosen === 'dark';
    },
  };
}
