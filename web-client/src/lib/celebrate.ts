/** Balloons and snow: small things that drift over the page once, on a canvas that takes no clicks. */

interface Drifting {
  /** Place across, from 0 to 1, and size in pixels. */
  x: number;
  size: number;
  /** Seconds until it starts, seconds it takes, and how it swings. */
  delay: number;
  takes: number;
  swing: number;
  color: string;
}

type Kind = 'balloons' | 'snow';

const COUNT = { balloons: 22, snow: 90 };
const COLORS = ['--d1', '--d2', '--d3', '--d4', '--d5', '--d6', '--d7'];

/** Shows it once; nothing where people asked for less motion. */
export function celebrate(kind: Kind): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden) return;
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  canvas.dataset.celebration = kind;
  canvas.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;z-index:30;pointer-events:none';
  const pen = canvas.getContext('2d');
  if (!pen) return;
  document.body.append(canvas);
  const sharp = Math.min(2, devicePixelRatio || 1);
  canvas.width = innerWidth * sharp;
  canvas.height = innerHeight * sharp;
  pen.scale(sharp, sharp);
  const all = Array.from({ length: COUNT[kind] }, () => drifting(kind));
  const end = Math.max(...all.map(({ delay, takes }) => delay + takes));
  let began: number | undefined;
  const frame = (now: number): void => {
    began ??= now;
    const seconds = (now - began) / 1000;
    if (seconds > end || !canvas.isConnected) return canvas.remove();
    pen.clearRect(0, 0, innerWidth, innerHeight);
    for (const one of all) draw(pen, kind, one, (seconds - one.delay) / one.takes);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function drifting(kind: Kind): Drifting {
  const between = (least: number, most: number): number => least + Math.random() * (most - least);
  const style = getComputedStyle(document.documentElement);
  const color = kind === 'snow' ? '--info' : (COLORS[Math.floor(Math.random() * COLORS.length)] as string);
  const size = kind === 'snow' ? between(1.5, 4) : between(18, 32);
  const takes = kind === 'snow' ? between(3.5, 6) : between(3, 4.5);
  return { x: Math.random(), size, delay: between(0, kind === 'snow' ? 2.5 : 1), takes, swing: between(10, 30), color: resolved(style.getPropertyValue(color)) };
}

/** A color as a canvas understands it: of `light-dark(...)`, what the page shows. */
function resolved(color: string): string {
  const probe = document.createElement('i');
  probe.style.color = color;
  document.body.append(probe);
  const shown = getComputedStyle(probe).color;
  probe.remove();
  return shown;
}

/** One of them, `way` (0 to 1) from its beginning to its end. */
function draw(pen: CanvasRenderingContext2D, kind: Kind, { x, size, swing, color }: Drifting, way: number): void {
  if (way <= 0 || way >= 1) return;
  const across = x * innerWidth + Math.sin(way * 6 + x * 20) * swing;
  const height = innerHeight + 6 * size;
  const down = kind === 'snow' ? way * height - 3 * size : innerHeight + 2 * size - way * height;
  pen.globalAlpha = Math.min(1, 4 * (1 - way)) * (kind === 'snow' ? 0.5 : 0.85);
  pen.fillStyle = color;
  pen.beginPath();
  if (kind === 'snow') {
    pen.arc(across, down, size, 0, 7);
    return pen.fill();
  }
  pen.ellipse(across, down, size * 0.8, size, 0, 0, 7);
  pen.fill();
  pen.beginPath();
  pen.moveTo(across, down + size);
  pen.quadraticCurveTo(across + size / 4, down + 1.8 * size, across - size / 8, down + 2.6 * size);
  pen.strokeStyle = color;
  pen.stroke();
}
