import type { TransitionConfig } from 'svelte/transition';

/** Before this nothing was seen of it. */
export const UNSEEN = 300;
/** Once seen, it stays so long. */
export const SEEN = 400;

/** For how many milliseconds a skeleton stays over what has come in its place. */
export function remains(began: number, now: number): number {
  const spent = now - began;
  return spent <= UNSEEN ? 0 : Math.max(0, UNSEEN + SEEN - spent);
}

/** Keeps a skeleton over what has come in its place until people could see what it was; it takes no room meanwhile. */
export function hold(element: HTMLElement, { began }: { began: number }): TransitionConfig {
  const duration = remains(began, performance.now());
  const shell = element.closest<HTMLElement>('.w');
  if (duration && shell) {
    const { width } = shell.getBoundingClientRect();
    Object.assign(shell.style, { position: 'absolute', width: `${width}px`, zIndex: '1', pointerEvents: 'none' });
  }
  return { duration };
}
