const ELEMENTS = new Set(
  ('svg g path line rect circle ellipse polyline polygon text tspan title desc defs clippath lineargradient ' +
    'radialgradient stop marker use symbol').split(' '),
);

/** An SVG drawing from its text, with everything that could run or load something left out. */
export function svgNode(text: string): SVGSVGElement | null {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (root.localName !== 'svg') return null;
  clean(root);
  return document.importNode(root, true) as unknown as SVGSVGElement;
}

function clean(element: globalThis.Element): void {
  for (const { name, value } of [...element.attributes]) {
    const link = /^(xlink:)?href$/i.test(name);
    // A style could load something by more ways than `url(...)`, and no drawing of ours has one.
    if (/^on|^style$/i.test(name) || (link && !value.startsWith('#')) || /url\(\s*['"]?(?!#)/i.test(value)) element.removeAttribute(name);
  }
  for (const child of [...element.children]) {
    if (ELEMENTS.has(child.localName.toLowerCase())) clean(child);
    else child.remove();
  }
}
