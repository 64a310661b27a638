import { decimalsOf, tidy } from './numbers';

/** A value of a table as text. `places` are the decimals of its column. */
export function cellText(value: unknown, places: number): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value, places);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function numberText(value: number, places: number): string {
  const rounded = value.toFixed(places);
  // A small number must not look like zero.
  return value !== 0 && Number(rounded) === 0 ? String(Number(value.toPrecision(3))) : rounded;
}

/** How many decimals each column shows, so that its points stand under each other: at most four. */
export function decimalsOfColumns(columns: number, rows: readonly unknown[][]): number[] {
  return Array.from({ length: columns }, (_, column) =>
    rows.reduce((most, row) => {
      const value = row[column];
      return typeof value === 'number' ? Math.max(most, Math.min(4, decimalsOf(tidy(value, 6)))) : most;
    }, 0),
  );
}

/** Whether a column holds numbers and nothing else. */
export function isNumeric(rows: readonly unknown[][], column: number): boolean {
  const values = rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
  return values.length > 0 && values.every((value) => typeof value === 'number');
}
