/** Lets keys press a button or lead into a field while it is shown; what they are called, once that is known. */
export function useShortcut(keys: () => string | undefined, element: () => HTMLElement | undefined): { readonly shown: string; readonly spoken: string | undefined } {
  const names = $state<{ shown: string; spoken: string | undefined }>({ shown: '', spoken: undefined });
  $effect(() => {
    const shortcut = keys();
    const pressed = element();
    if (!shortcut || !pressed) return;
    let stop = (): void => {};
    let gone = false;
    void import('./shortcuts').then((shortcuts) => {
      if (gone) return;
      stop = shortcuts.listen(shortcut, pressed);
      names.shown = shortcuts.shown(shortcut);
      names.spoken = shortcuts.spoken(shortcut);
    });
    return () => {
      gone = true;
      stop();
      names.shown = '';
      names.spoken = undefined;
    };
  });
  return names;
}
