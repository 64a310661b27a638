import type { Line } from '../../component/model';
import type { Failure } from '../../component/mount';

/** What a component says to its widget. */
export interface WidgetLine extends Line {
  /** Something in the module is wrong. */
  failed(failure: Failure): void;
  /** It is drawn. */
  shown(): void;
}

/** A height as the style sheet has it; by its content where it is `null`. */
export function fixedHeight(height: number | 'content' | 'stretch'): string | null {
  if (typeof height === 'number') return `${height}px`;
  return height === 'stretch' ? 'max(400px, 70vh)' : null;
}
