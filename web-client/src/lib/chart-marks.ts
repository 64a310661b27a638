/** Where the points of a chart stand in its drawing, so that the nearest one can be named. */

/** One series of a chart as the server names it. */
export interface Series {
  name: string;
  color: string;
}

/** The place of one value, in the drawing's own units. */
export interface Mark {
  x: number;
  y: number;
  row: number;
  series: number;
}

/**
 * Finds the marks of each series by its color. A series counts only if it has as many marks as there are rows
 * that hold a value for it: then the n-th mark is the n-th such row. Others (thinned out, say) have none.
 */
export function marksOf(svg: SVGSVGElement, series: Series[], columns: string[], rows: unknown[][]): Mark[] {
  return series.flatMap(({ name, color }, index) => {
    const of = rowsOf(name, columns, rows, series.length === 1);
    const places = placesOf(svg, color).find((list) => list.length === of.length) ?? [];
    return places.map(([x, y], at) => ({ x, y, row: of[at] ?? at, series: index }));
  });
}

/** The rows that a series shows: those with a number in its column, or those that a column gives its name to. */
function rowsOf(name: string, columns: string[], rows: unknown[][], alone: boolean): number[] {
  const named = columns.indexOf(name);
  const part = named < 0 ? columns.findIndex((_, at) => rows.some((row) => row[at] === name)) : -1;
  if (part >= 0) return rows.flatMap((row, at) => (row[part] === name ? [at] : []));
  const column = named < 0 && alone ? 1 : named;
  return rows.flatMap((row, at) => (typeof row[column] === 'number' ? [at] : []));
}

/** Which way the rows follow each other: the way in which the marks of one series are most evenly apart. */
export function acrossOf(marks: Mark[]): 'x' | 'y' {
  const one = marks.filter((mark) => mark.series === marks[0]?.series);
  const unevenness = (way: 'x' | 'y') => {
    const steps = one.slice(1).map((mark, at) => mark[way] - (one[at]?.[way] ?? 0));
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    return steps.reduce((sum, step) => sum + Math.abs(step - mean), 0) / Math.abs(mean || 1e-9);
  };
  return unevenness('y') < unevenness('x') ? 'y' : 'x';
}

type Point = [number, number];

/** The points of one color by kind of shape: those of lines, circles and bars. */
function placesOf(svg: SVGSVGElement, color: string): Point[][] {
  const of = (selector: string, paint: 'stroke' | 'fill') =>
    [...svg.querySelectorAll(selector)].filter((shape) => shape.getAttribute(paint)?.trim() === color);
  const number = (shape: globalThis.Element, name: string) => Number(shape.getAttribute(name) ?? 0);
  const circles = of('circle', 'fill').map((shape): Point => [number(shape, 'cx'), number(shape, 'cy')]);
  const bars = of('rect', 'fill').map(
    (shape): Point => [number(shape, 'x') + number(shape, 'width') / 2, number(shape, 'y') + number(shape, 'height') / 2],
  );
  const lines = of('polyline, path', 'stroke').map((shape) =>
    pairs(shape.getAttribute('points') ?? shape.getAttribute('d') ?? ''),
  );
  return [circles, lines.flat(), ...lines, bars].filter((list) => list.length > 0);
}

/** The coordinates of a polyline or of a path that only has lines. */
function pairs(text: string): Point[] {
  if (/[a-ln-z]/i.test(text.replace(/[MLmlz]/gi, ''))) return [];
  const numbers = text.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/gi)?.map(Number) ?? [];
  return Array.from({ length: numbers.length >> 1 }, (_, at) => [numbers[2 * at] ?? 0, numbers[2 * at + 1] ?? 0]);
}
