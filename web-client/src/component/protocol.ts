import type { Values } from './model';
import type { Failure } from './mount';

/** What the page says to the frame of a component. */
export type ToFrame =
  | { type: 'open'; module: string; style?: string; values: Values; states: string[]; triggers: string[]; look: Look }
  | { type: 'values'; values: Values }
  | { type: 'look'; look: Look };

/** What the frame of a component says to the page. */
export type FromFrame =
  | { type: 'save'; states: Values }
  | { type: 'trigger'; name: string; value: unknown }
  | { type: 'height'; height: number }
  | { type: 'failed'; failure: Failure }
  | { type: 'shown' };

/** The theme: tokens by name, and what follows from where the page is read. */
export interface Look {
  scheme: 'light' | 'dark';
  tokens: Record<string, string>;
  lang: string;
  dir: string;
}

/** The first word of a frame that is ready; all else goes through the port that it gets. */
export const READY = 'mirror-component-ready';

/** Reads what a frame says: it may say anything, and only this is heard. */
export function heard(data: unknown): FromFrame | null {
  const said = (typeof data === 'object' && data) as Record<string, unknown> | false;
  if (!said) return null;
  switch (said.type) {
    case 'save':
      return isMap(said.states) ? { type: 'save', states: said.states } : null;
    case 'trigger':
      return typeof said.name === 'string' ? { type: 'trigger', name: said.name, value: said.value } : null;
    case 'height':
      return typeof said.height === 'number' ? { type: 'height', height: said.height } : null;
    case 'failed': {
      const { message, file, line, column } = isMap(said.failure) ? said.failure : ({} as Values);
      const number = (value: unknown): number => (Number.isSafeInteger(value) ? (value as number) : 0);
      return { type: 'failed', failure: { message: text(message, 2000), file: text(file, 200), line: number(line), column: number(column) } };
    }
    case 'shown':
      return { type: 'shown' };
    default:
      return null;
  }
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown, most: number): string {
  return typeof value === 'string' ? value.slice(0, most) : '';
}
