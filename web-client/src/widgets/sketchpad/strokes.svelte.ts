/** A point of the drawing, in its pixels. */
export interface Point {
  x: number;
  y: number;
}

/** One line that was drawn without lifting the pen. */
export interface Stroke {
  tool: string;
  color: string;
  width: number;
  points: Point[];
}

/** What is drawn, with all that was taken back. */
export class Strokes {
  done: Stroke[] = $state.raw([]);
  undone: Stroke[] = $state.raw([]);
  /** A drawing from before that was cleared is not shown any more. */
  cleared = $state(false);

  add(stroke: Stroke): void {
    this.done = [...this.done, stroke];
    this.undone = [];
  }

  undo(): void {
    const last = this.done.at(-1);
    if (!last) return;
    this.done = this.done.slice(0, -1);
    this.undone = [...this.undone, last];
  }

  redo(): void {
    const next = this.undone.at(-1);
    if (!next) return;
    this.undone = this.undone.slice(0, -1);
    this.done = [...this.done, next];
  }

  clear(): void {
    this.done = [];
    this.undone = [];
    this.cleared = true;
  }
}

/** Draws a stroke: smooth, because it bends halfway between its points. */
export function draw(pen: CanvasRenderingContext2D, { color, width, points }: Stroke): void {
  const [first, ...rest] = points;
  if (!first) return;
  pen.strokeStyle = color;
  pen.lineWidth = width;
  pen.lineCap = pen.lineJoin = 'round';
  pen.beginPath();
  pen.moveTo(first.x, first.y);
  if (rest.length === 0) pen.lineTo(first.x, first.y + 0.01);
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    if (next) pen.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
    else pen.lineTo(point.x, point.y);
  });
  pen.stroke();
}
