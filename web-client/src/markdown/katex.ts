import 'katex/dist/katex.min.css';
import katex from 'katex';

/** Typesets a formula into an element. A wrong formula is shown in its own words, in the color of errors. */
export function typeset(text: string, element: HTMLElement, display: boolean): void {
  katex.render(text, element, { displayMode: display, throwOnError: false, trust: false, maxSize: 40, maxExpand: 500, errorColor: 'var(--bad)' });
}
