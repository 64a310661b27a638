/** A chart as a file. Loaded only when someone asks for one. */

import type { Series } from './chart-marks';
import { svgNode } from './svg';

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 16;
const LEGEND_HEIGHT = 28;

/** What is needed to write a chart into a file. */
export interface Picture {
  svg: string;
  series: Series[];
  /** Where the tokens have the values of the present theme. */
  within: HTMLElement;
}

/** The drawing with legend and ground, and with all colors of the present theme written in, so that it looks the same anywhere. */
function standalone({ svg: text, series, within }: Picture): { svg: string; width: number; height: number } | null {
  const node = svgNode(text);
  if (!node) return null;
  const [left = 0, top = 0, wide = 680, high = 240] = (node.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  const head = series.some(({ name }) => name) ? LEGEND_HEIGHT : 0;
  const [x, y] = [left - MARGIN, top - MARGIN - head];
  const [width, height] = [wide + 2 * MARGIN, high + 2 * MARGIN + head];
  const view = { viewBox: `${x} ${y} ${width} ${height}`, width, height, 'font-family': 'Inter, system-ui, sans-serif', 'font-size': 11.5 };
  for (const [name, value] of Object.entries(view)) node.setAttribute(name, String(value));
  for (const label of node.querySelectorAll('text')) {
    // As on the page, whatever the drawing says.
    for (const name of ['font-family', 'font-size']) label.removeAttribute(name);
    if (!label.getAttribute('fill')) label.setAttribute('fill', 'var(--ink-2)');
  }
  node.prepend(shape('rect', { x, y, width, height, fill: 'var(--surface)' }));
  let at = left;
  for (const { name, color } of head ? series : []) {
    node.append(shape('rect', { x: at, y: y + 18, width: 14, height: 3, rx: 1.5, fill: color }));
    const label = shape('text', { x: at + 20, y: y + 23, fill: 'var(--ink-2)' });
    label.textContent = name;
    node.append(label);
    at += 44 + name.length * 6.5;
  }
  const svg = new XMLSerializer().serializeToString(node);
  return { svg: svg.replace(/var\((--[\w-]+)\)/g, (_, name: string) => rgb(name, within)), width, height };
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
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
export function saveSvg(name: string, picture: Picture): void {
  const drawing = standalone(picture);
  if (drawing) save(`${name}.svg`, new Blob([drawing.svg], { type: 'image/svg+xml' }));
}

/** Saves a chart as a picture of twice its size. */
export async function savePng(name: string, picture: Picture): Promise<void> {
  const drawing = standalone(picture);
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
