/** How a popup stands to its anchor. */
export interface Placement {
  /** At least as wide as the anchor. */
  matchWidth?: boolean;
  /** Preferred side; the other is taken where there is more room. */
  side?: 'bottom' | 'top';
  align?: 'start' | 'center' | 'end';
  gap?: number;
}

const MARGIN = 8;

/**
 * Keeps an open popup of the top layer beside its anchor, inside the window, while the page scrolls or changes size.
 * Gives back a function that stops it.
 */
export function place(popup: HTMLElement, anchor: HTMLElement, options: Placement = {}): () => void {
  const { matchWidth = false, side = 'bottom', align = 'start', gap = 4 } = options;
  const update = (): void => {
    const box = anchor.getBoundingClientRect();
    const style = popup.style;
    style.position = 'fixed';
    style.inset = 'auto';
    style.margin = '0';
    style.maxHeight = '';
    style.minWidth = matchWidth ? `${box.width}px` : '';
    style.maxWidth = `${innerWidth - 2 * MARGIN}px`;
    const below = innerHeight - box.bottom - gap - MARGIN;
    const above = box.top - gap - MARGIN;
    const wanted = popup.offsetHeight;
    const down = side === 'bottom' ? below >= wanted || below >= above : above < wanted && below > above;
    const height = Math.min(wanted, Math.max(down ? below : above, 96));
    if (height < wanted) style.maxHeight = `${height}px`;
    style.top = `${down ? box.bottom + gap : box.top - gap - height}px`;
    const width = popup.offsetWidth;
    const toRight = (align === 'end') !== anchor.matches(':dir(rtl)');
    const slack = (box.width - width) * (align === 'center' ? 0.5 : toRight ? 1 : 0);
    style.left = `${Math.max(MARGIN, Math.min(box.left + slack, innerWidth - width - MARGIN))}px`;
  };
  update();
  addEventListener('scroll', update, { capture: true, passive: true });
  addEventListener('resize', update);
  return () => {
    removeEventListener('scroll', update, { capture: true });
    removeEventListener('resize', update);
  };
}
