import type { ImageProps } from '../../generated/widgets';

/** One picture, as the server describes it. */
export type Picture = ImageProps['images'][number];

/** Something drawn on top of a picture: a box, a mask or outlines. */
export type Mark = NonNullable<ImageProps['marks']>[number];

/** The labels of marks, each once, in order. */
export function labelsOf(marks: Mark[]): string[] {
  return [...new Set(marks.map((mark) => mark.label ?? ''))];
}

/** The color of a mark: its own, else one of the palette for its label. */
export function colorOf(mark: Mark, labels: string[]): string {
  return mark.color ?? `var(--d${(labels.indexOf(mark.label ?? '') % 8) + 1})`;
}

/** `cat 97%` */
export function titleOf(mark: Mark): string {
  const score = mark.score === undefined ? '' : mark.score <= 1 ? `${Math.round(mark.score * 100)}%` : String(mark.score);
  return [mark.label, score].filter(Boolean).join(' ');
}

/** Where the label of a mark stands: its left upper corner, in pixels of the picture. */
export function cornerOf(mark: Mark): [number, number] | null {
  if (mark.box) return [mark.box[0], mark.box[1]];
  const points = mark.polygons?.flat();
  if (!points?.length) return null;
  return points.reduce((top, point) => (point[1] < top[1] ? point : top)) as [number, number];
}

/** The area of a mark in pixels; a mask counts as the whole picture. */
function areaOf({ box, polygons }: Mark): number {
  if (box) return box[2] * box[3];
  if (!polygons?.length) return Infinity;
  return polygons.reduce((sum, points) => sum + shoelace(points), 0);
}

function shoelace(points: [number, number][]): number {
  const sum = points.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(sum) / 2;
}

/** The smallest mark at a point of the picture, or -1. `inMask` says whether the mask of a mark covers the point. */
export function markAt(marks: Mark[], x: number, y: number, inMask: (mark: Mark) => boolean): number {
  let found = -1;
  marks.forEach((mark, at) => {
    const inBox = mark.box && x >= mark.box[0] && y >= mark.box[1] && x <= mark.box[0] + mark.box[2] && y <= mark.box[1] + mark.box[3];
    const hit = inBox || mark.polygons?.some((points) => inside(points, x, y)) || (mark.mask && inMask(mark));
    if (hit && (found < 0 || areaOf(mark) < areaOf(marks[found]!))) found = at;
  });
  return found;
}

/** Whether a ray from the point crosses the outline an odd number of times. */
function inside(points: [number, number][], x: number, y: number): boolean {
  let odd = false;
  points.forEach(([x1, y1], at) => {
    const [x2, y2] = points.at(at - 1)!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
  });
  return odd;
}
