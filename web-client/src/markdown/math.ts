/** A formula: its source at once, typeset as soon as KaTeX is there. */
export function formula(text: string, display: boolean): HTMLElement {
  const element = document.createElement(display ? 'div' : 'span');
  element.className = display ? 'math display' : 'math';
  element.textContent = text;
  void import('./katex')
    .then(({ typeset }) => typeset(text, element, display))
    .catch(() => {});
  return element;
}
