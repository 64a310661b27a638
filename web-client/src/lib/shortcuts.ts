/** Keyboard shortcuts: `Ctrl+Enter` presses the first button on the page that has it, `/` leads into the first field. */

interface Keys {
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
  /** As `KeyboardEvent.key` has it, letters in lower case. */
  key: string;
}

const MAC = /Mac|iP(hone|ad|od)/.test(navigator.platform);
const NAMED: Record<string, string> = { Space: ' ', Left: 'ArrowLeft', Right: 'ArrowRight', Up: 'ArrowUp', Down: 'ArrowDown' };
const SHOWN: Record<string, string> = { Left: '←', Right: '→', Up: '↑', Down: '↓', Escape: 'Esc' };

const buttons = new Map<HTMLElement, Keys>();

/** Lets the keys press a button, or lead into a field, until the returned function is called. */
export function listen(shortcut: string, button: HTMLElement): () => void {
  if (buttons.size === 0) document.addEventListener('keydown', pressed);
  buttons.set(button, parse(shortcut));
  return () => {
    buttons.delete(button);
    if (buttons.size === 0) document.removeEventListener('keydown', pressed);
  };
}

/** A shortcut as people read it on this machine. */
export function shown(shortcut: string): string {
  const marks: Record<string, string> = MAC ? { Mod: '⌘', Cmd: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' } : { Mod: 'Ctrl', Cmd: 'Win' };
  const parts = split(shortcut).map((part) => marks[part] ?? SHOWN[part] ?? part);
  return parts.join(MAC ? ' ' : '+');
}

/** A shortcut for `aria-keyshortcuts`. */
export function spoken(shortcut: string): string {
  const names: Record<string, string> = { Mod: MAC ? 'Meta' : 'Control', Ctrl: 'Control', Cmd: 'Meta' };
  return split(shortcut)
    .map((part) => names[part] ?? (NAMED[part]?.trim() || part))
    .join('+');
}

function split(shortcut: string): string[] {
  return shortcut.endsWith('++') ? [...shortcut.slice(0, -2).split('+'), '+'] : shortcut.split('+').map((part) => part || '+');
}

function parse(shortcut: string): Keys {
  const parts = split(shortcut);
  const last = parts.pop() ?? '';
  const has = (name: string) => parts.includes(name);
  return {
    ctrl: has('Ctrl') || (has('Mod') && !MAC),
    meta: has('Cmd') || (has('Mod') && MAC),
    alt: has('Alt'),
    shift: has('Shift'),
    key: NAMED[last] ?? (last.length === 1 ? last.toLowerCase() : last),
  };
}

function matches(event: KeyboardEvent, keys: Keys): boolean {
  const letter = /^[a-z0-9]$/.test(keys.key);
  // With Alt some keyboards write another character; a sign such as ? may need Shift to be written at all.
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const same = key === keys.key || (letter && event.altKey && event.code.replace(/^(Key|Digit)/, '').toLowerCase() === keys.key);
  const shift = event.shiftKey === keys.shift || (!letter && keys.key.length === 1);
  return same && shift && event.ctrlKey === keys.ctrl && event.metaKey === keys.meta && event.altKey === keys.alt;
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (!event.ctrlKey && !event.metaKey && !event.altKey && taken(event)) return;
  const wanted = [...buttons].filter(([button, keys]) => matches(event, keys) && reachable(button)).map(([button]) => button);
  const first = wanted.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))[0];
  if (!first) return;
  event.preventDefault();
  if (first instanceof HTMLInputElement) {
    first.focus();
    first.select();
    return;
  }
  // What is being typed is sent before the click, as it is when the mouse goes to the button.
  const active = document.activeElement as HTMLElement | null;
  active?.blur();
  first.click();
  active?.focus({ preventScroll: true });
}

/** Whether the key means something where it was pressed: a letter in a text, Enter on a link. */
function taken(event: KeyboardEvent): boolean {
  const at = event.target instanceof Element ? event.target : null;
  if (at?.closest('input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="slider"], [role="menu"]')) return true;
  return ['Enter', ' '].includes(event.key) && !!at?.closest('button, a, summary, [role="button"], [tabindex="0"]');
}

function reachable(button: HTMLElement): boolean {
  if (button.matches(':disabled, [aria-disabled="true"]') || button.closest('[inert]')) return false;
  if (button.checkVisibility && !button.checkVisibility()) return false;
  const dialog = [...document.querySelectorAll('dialog:modal')].at(-1);
  return !dialog || dialog.contains(button);
}
