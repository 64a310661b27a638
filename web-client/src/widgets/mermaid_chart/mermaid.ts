import mermaid from 'mermaid';

/** Mermaid keeps its settings in the module, so diagrams are drawn one after the other. */
let queue: Promise<unknown> = Promise.resolve();

/** Draws a diagram as SVG in the colors of the page. */
export function draw(text: string, id: string, dark: boolean): Promise<Node> {
  const drawing = queue.then(() => drawNow(text, id, dark));
  queue = drawing.catch(() => {});
  return drawing;
}

async function drawNow(text: string, id: string, dark: boolean): Promise<Node> {
  // `strict`: no script, no click handlers, labels are text.
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    theme: 'base',
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    fontFamily: 'inherit',
    themeVariables: colors(dark),
  });
  const { svg } = await mermaid.render(id, text);
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (drawing.nodeName !== 'svg') throw new Error('the drawing is no picture');
  for (const element of drawing.querySelectorAll('script, foreignObject')) element.remove();
  for (const link of drawing.querySelectorAll('a')) link.removeAttribute('href');
  return document.importNode(drawing, true);
}

/** The page's tokens as plain colors: Mermaid computes with them and knows neither variables nor `oklch`. */
function colors(dark: boolean): Record<string, string | boolean> {
  const ink = plain('--ink');
  return {
    darkMode: dark,
    background: plain('--bg'),
    primaryColor: plain('--accent-soft'),
    primaryTextColor: ink,
    primaryBorderColor: plain('--accent'),
    secondaryColor: plain('--sunken'),
    tertiaryColor: plain('--surface'),
    lineColor: plain('--ink-2'),
    textColor: ink,
    noteBkgColor: plain('--sunken'),
    noteTextColor: ink,
    noteBorderColor: plain('--line'),
    edgeLabelBackground: plain('--bg'),
    ...Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`pie${at + 1}`, plain(`--d${at + 1}`)])),
  };
}

/** A token of the page as `#rrggbb`. */
function plain(token: string): string {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  if (!canvas) return '#888888';
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  canvas.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
