/** `:material/name:`, as scripts write Material symbols. */
export const SYMBOL = /^:material\/([a-z0-9_]+):/;

const SVG = 'http://www.w3.org/2000/svg';

/** A Material symbol as large as the text around it. Its outline comes when it is there; an unknown name stays empty. */
export function symbol(name: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'symbol');
  svg.setAttribute('viewBox', '0 -960 960 960');
  svg.setAttribute('aria-hidden', 'true');
  const path = svg.appendChild(document.createElementNS(SVG, 'path'));
  void import('./symbols')
    .then(({ outline }) => outline(name))
    .then((found) => (found ? path.setAttribute('d', found) : svg.remove()))
    // Without the line to the server a page shows no picture, and goes on.
    .catch(() => svg.remove());
  return svg;
}
