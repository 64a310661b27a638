/** How far from the bottom still counts as "at the bottom". */
const NEAR = 48;

/** Keeps the window at its bottom while `content` grows, if the person is there; who scrolled up is left in peace. */
export function stickWindow(content: HTMLElement): () => void {
  const page = document.documentElement;
  return stick(content, window, {
    rest: () => page.scrollHeight - innerHeight - scrollY,
    down: () => scrollTo({ top: page.scrollHeight, behavior: 'instant' }),
  });
}

/** The same for a box that scrolls. */
export function stickBox(box: HTMLElement, content: HTMLElement): () => void {
  return stick(content, box, {
    rest: () => box.scrollHeight - box.clientHeight - box.scrollTop,
    down: () => (box.scrollTop = box.scrollHeight),
  });
}

function stick(content: HTMLElement, scroller: EventTarget, { rest, down }: { rest(): number; down(): void }): () => void {
  let sticks = true;
  let height = content.offsetHeight;
  // Only a person scrolls up; growth alone leaves the position as it was, and is no reason to let go.
  const scrolled = (): void => {
    if (content.offsetHeight === height) sticks = rest() < NEAR;
  };
  const observer = new ResizeObserver(() => {
    height = content.offsetHeight;
    if (sticks) down();
  });
  observer.observe(content);
  scroller.addEventListener('scroll', scrolled, { passive: true });
  return () => {
    observer.disconnect();
    scroller.removeEventListener('scroll', scrolled);
  };
}
