/** A chart as a file. Loaded only when someone asks for one. */

import { svgNode } from './svg';

/** The drawing with all colors of the present theme written in, so that it looks the same anywhere. */
function standalone(text: string, within: HTMLElement): { svg: string; width: number; height: number } | null {
  const node = svgNode(text);
  if (!node) return null;
  const [, , width = 680, height = 240] = (node.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  node.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  node.setAttribute('width', String(width));
  node.setAttribute('height', String(height));
  node.setAttribute('font-family', 'Inter, system-ui, sans-serif');
  node.setAttribute('font-size', '11.5');
  for (const label of node.querySelectorAll('text:not([fill])')) label.setAttribute('fill', 'var(--ink-2)');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', String(width));
  ground.setAttribute('height', String(height));
  ground.setAttribute('fill', 'var(--surface)');
  node.prepend(ground);
  const svg = new XMLSerializer().serializeToString(node);
  return { svg: svg.replace(/var\((--[\w-]+)\)/g, (_, name: string) => rgb(name, within)), width, height };
}

/** A token as a color that every program reads. */
function rgb(token: string, within: HTMLElement): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  within.append(probe);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = getComputedStyle(probe).color;
    pen.fillRect(0, 0, 1, 1);
  }
  probe.remove();
  const [red = 0, green = 0, blue = 0] = pen?.getImageData(0, 0, 1, 1).data ?? [];
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The rows as comma-separated values. */
export function csv(columns: readonly string[], rows: readonly unknown[][]): string {
  const field = (value: unknown) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [columns, ...rows].map((row) => row.map(field).join(',')).join('\r\n') + '\r\n';
}

function save(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Saves the data of a chart. */
export function saveCsv(name: string, columns: readonly string[], rows: readonly unknown[][]): void {
  // The mark at the beginning tells spreadsheets that the text is UTF-8.
  save(`${name}.csv`, new Blob(['\ufeff', csv(columns, rows)], { type: 'text/csv' }));
}

/** Saves the drawing of a chart. */
export function saveSvg(name: string, text: string, within: HTMLElement): void {
  const drawing = standalone(text, within);
  if (drawing) save(`${name}.svg`, new Blob([drawing.svg], { type: 'image/svg+xml' }));
}

/** Saves a chart as a picture of twice its size. */
export async function savePng(name: string, text: string, within: HTMLElement): Promise<void> {
  const drawing = standalone(text, within);
  if (!drawing) return;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing.svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = drawing.width * 2;
  canvas.height = drawing.height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob) save(`${name}.png`, blob);
}
