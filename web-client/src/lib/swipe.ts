/** How far a finger goes until it means it. */
const FAR = 56;

/**
 * Lets a finger push a drawer out to the side it came from. What is scrolled or dragged by itself inside keeps the finger.
 * Gives back a function that stops it.
 */
export function swipeAway(drawer: HTMLElement, away: () => void): () => void {
  let start: { id: number; x: number; y: number } | null = null;
  const side = (): number => (getComputedStyle(drawer).direction === 'rtl' ? 1 : -1);
  const down = (event: PointerEvent): void => {
    const own = (event.target as HTMLElement).closest('input, [role=slider], canvas, textarea');
    start = event.pointerType === 'mouse' || own ? null : { id: event.pointerId, x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent): void => {
    if (!start || event.pointerId !== start.id) return;
    const across = (event.clientX - start.x) * side();
    const along = Math.abs(event.clientY - start.y);
    if (along > FAR / 2 && along > across) return end();
    if (across > 0) drawer.style.translate = `${across * side()}px`;
    if (across < FAR) return;
    end();
    away();
  };
  const end = (): void => {
    start = null;
    drawer.style.translate = '';
  };
  // Else the browser takes the finger for scrolling, and no more moves come.
  const touchAction = drawer.style.touchAction;
  drawer.style.touchAction = 'pan-y';
  drawer.addEventListener('pointerdown', down);
  drawer.addEventListener('pointermove', move);
  drawer.addEventListener('pointerup', end);
  drawer.addEventListener('pointercancel', end);
  return () => {
    end();
    drawer.style.touchAction = touchAction;
    drawer.removeEventListener('pointerdown', down);
    drawer.removeEventListener('pointermove', move);
    drawer.removeEventListener('pointerup', end);
    drawer.removeEventListener('pointercancel', end);
  };
}
