/** A color as scripts have it (small letters, six digits, or eight if it shines through), or null. */
export function readColor(text: string, alpha: boolean): string | null {
  let digits = text.trim().replace(/^#/, '').toLowerCase();
  if (!/^[\da-f]+$/.test(digits)) return null;
  if (digits.length === 3 || digits.length === 4) digits = digits.replace(/./g, '$&$&');
  if (digits.length === 8 && digits.endsWith('ff')) digits = digits.slice(0, 6);
  return digits.length === 6 || (alpha && digits.length === 8) ? `#${digits}` : null;
}

/** How solid a color is, in percent. */
export function solidity(color: string): number {
  return color.length === 9 ? Math.round((parseInt(color.slice(7), 16) / 255) * 100) : 100;
}

/** A color that is so many percent solid. */
export function withSolidity(color: string, percent: number): string {
  const solid = color.slice(0, 7);
  const digits = Math.round((percent / 100) * 255).toString(16).padStart(2, '0');
  return digits === 'ff' ? solid : solid + digits;
}

/** The colors of the charts in the theme as it is now, as numbers. */
export function dataColors(within: HTMLElement): string[] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [];
  const probe = within.appendChild(document.createElement('span'));
  const colors = Array.from({ length: 8 }, (_, at) => {
    probe.style.color = `var(--d${at + 1})`;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  });
  probe.remove();
  return colors;
}
