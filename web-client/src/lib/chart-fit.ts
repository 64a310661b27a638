/** How far texts may reach into the edge of the card at the right, in pixels. */
const OVER = 10;

/**
 * Fits a drawing to the width there is. The drawing is stretched sideways, its height stays; texts and dots are
 * pressed back to their own shape by the style (`--back`), and texts that would run into each other are left out.
 */
export function fit(svg: SVGSVGElement, host: HTMLElement): void {
  const wide = svg.viewBox?.baseVal?.width || Number(svg.getAttribute('width')) || 1;
  host.style.paddingInlineStart = '';
  const stretch = () => svg.style.setProperty('--back', String(wide / (svg.clientWidth || wide)));
  stretch();
  const texts = [...svg.querySelectorAll<SVGTextElement>('text')];
  if (texts.length === 0 || svg.clientWidth === 0) return;
  separateTitle(svg, texts);
  // Numbers of the axis that no longer fit in front of it get room.
  const lack = host.getBoundingClientRect().left - Math.min(...texts.map((text) => text.getBoundingClientRect().left));
  if (lack > 1) {
    host.style.paddingInlineStart = `${Math.ceil(lack)}px`;
    stretch();
  }
  thin(texts, svg.getBoundingClientRect().right + OVER, Number(svg.style.getPropertyValue('--back')));
}

/** A turned title stands in a group of its own, for a transform in the style would replace its turn. */
export function prepare(svg: SVGSVGElement): void {
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  for (const text of svg.querySelectorAll('text[transform]')) {
    const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    group.setAttribute('class', 'turned');
    text.replaceWith(group);
    group.append(text);
  }
}

/** Moves the turned title away from the numbers it would cover in a narrow window. */
function separateTitle(svg: SVGSVGElement, texts: SVGTextElement[]): void {
  const title = svg.querySelector<SVGGElement>('.turned');
  if (!title) return;
  title.style.translate = '';
  const box = title.getBoundingClientRect();
  const covered = texts
    .filter((text) => !title.contains(text))
    .map((text) => text.getBoundingClientRect())
    .filter((other) => other.left < box.right + 4 && other.right > box.left && other.left < box.left + 60);
  const left = Math.min(...covered.map((other) => other.left));
  const scale = Number(svg.style.getPropertyValue('--back')) || 1;
  if (left < box.right + 4) title.style.translate = `${(left - box.right - 4) * scale}px 0`;
}

/** Leaves out each text that would touch the one before it on the same line, and draws in what ends after `edge`. */
function thin(texts: SVGTextElement[], edge: number, scale: number): void {
  for (const text of texts) text.style.translate = '';
  const lines = new Map<number, { text: SVGTextElement; box: DOMRect }[]>();
  for (const text of texts) {
    if (text.closest('.turned')) continue;
    let box = text.getBoundingClientRect();
    if (box.right > edge) {
      text.style.translate = `${(edge - box.right) * scale}px 0`;
      box = text.getBoundingClientRect();
    }
    const line = Math.round(box.top / 3);
    lines.set(line, [...(lines.get(line) ?? []), { text, box }]);
  }
  for (const line of lines.values()) {
    let end = -Infinity;
    for (const { text, box } of line.sort((a, b) => a.box.left - b.box.left)) {
      const fits = box.left > end + 4;
      text.style.visibility = fits ? '' : 'hidden';
      if (fits) end = box.right;
    }
  }
}
