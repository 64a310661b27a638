/** How far from the bottom still counts as "at the bottom". */
const NEAR = 48;

/** Keeps the window at its bottom while `content` grows, if the person is there; who scrolled up is left in peace. */
export function stickWindow(content: HTMLElement): () => void {
  return follow(content, null).stop;
}

/** The same for a box that scrolls. */
export function stickBox(box: HTMLElement, content: HTMLElement): () => void {
  return follow(content, box).stop;
}

/** Something that follows its content down. */
export interface Follower {
  stop(): void;
  /** Goes down, and follows from now on. */
  down(): void;
}

/** Follows `content` down in a box or, without one, in the window; `told` hears when the person goes away from the bottom or comes back. */
export function follow(content: HTMLElement, box: HTMLElement | null, told?: (away: boolean) => void): Follower {
  const page = document.documentElement;
  const scroller: EventTarget = box ?? window;
  const rest = (): number => (box ? box.scrollHeight - box.clientHeight - box.scrollTop : page.scrollHeight - innerHeight - scrollY);
  const down = (): void => (box ? void (box.scrollTop = box.scrollHeight) : scrollTo({ top: page.scrollHeight, behavior: 'instant' }));
  let sticks = true;
  let height = content.offsetHeight;
  const set = (next: boolean): void => {
    if (next !== sticks) told?.(!next);
    sticks = next;
  };
  // Only a person scrolls up; growth alone leaves the position as it was, and is no reason to let go.
  const scrolled = (): void => {
    if (content.offsetHeight === height) set(rest() < NEAR);
  };
  const observer = new ResizeObserver(() => {
    height = content.offsetHeight;
    if (sticks) down();
  });
  observer.observe(content);
  scroller.addEventListener('scroll', scrolled, { passive: true });
  return {
    stop() {
      observer.disconnect();
      scroller.removeEventListener('scroll', scrolled);
    },
    down() {
      set(true);
      down();
    },
  };
}
