/** How a picture is seen: how much larger than fitting, and how far its middle is from the window's middle. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

/** The whole picture, in the middle. */
export const FIT: View = { scale: 1, x: 0, y: 0 };

const LARGEST = 16;

/** Zooms so that what is under a point (measured from the middle of the window) stays under it. */
export function zoomAt(view: View, factor: number, x = 0, y = 0): View {
  const scale = Math.min(LARGEST, Math.max(1, view.scale * factor));
  if (scale === 1) return FIT;
  const grown = scale / view.scale;
  return { scale, x: x - (x - view.x) * grown, y: y - (y - view.y) * grown };
}

/** Moves the picture, but never so far that its edge passes the middle; `width` and `height` are those of the fitting picture. */
export function panBy(view: View, dx: number, dy: number, width: number, height: number): View {
  if (view.scale === 1) return FIT;
  const within = (place: number, side: number) => Math.min((side * view.scale) / 2, Math.max((-side * view.scale) / 2, place));
  return { scale: view.scale, x: within(view.x + dx, width), y: within(view.y + dy, height) };
}
