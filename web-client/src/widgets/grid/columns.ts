import type { GridProps } from '../../generated/widgets';

/** How narrow a column may be where the script does not say. */
const NARROWEST = 140;
/** Where no number of columns is said, they are wider. */
const USUAL = 220;
/** Space between columns that is reckoned with. */
const GAP = 16;

type Shape = Pick<GridProps, 'columns' | 'min_column_width' | 'wrap'>;

/** The shares of the columns in a grid of a width, in pixels. */
export function columnsFor(width: number, { columns, min_column_width, wrap }: Shape): number[] {
  const least = min_column_width ?? (columns ? NARROWEST : USUAL);
  const room = Math.max(1, Math.floor((width + GAP) / (least + GAP)));
  if (!columns) return Array<number>(room).fill(1);
  if (wrap === false || width === 0) return columns;
  // What is of different width does not break into lines of equal columns: one below the other.
  const equal = columns.every((share) => share === columns[0]);
  if (equal) return room < columns.length ? Array<number>(room).fill(1) : columns;
  const smallest = (width * Math.min(...columns)) / columns.reduce((sum, share) => sum + share, 0);
  return smallest < least ? [1] : columns;
}
