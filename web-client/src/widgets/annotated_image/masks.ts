const pixels = new Map<string, Promise<ImageData | null>>();

/** Which of these masks cover a point, given as a part of the width and of the height. */
export async function covers(masks: (string | undefined)[], nx: number, ny: number): Promise<Set<string>> {
  const covering = new Set<string>();
  for (const src of masks) {
    if (!src) continue;
    const data = await (pixels.get(src) ?? remember(src));
    if (!data) continue;
    const within = (part: number, side: number) => Math.min(side - 1, Math.max(0, Math.floor(part * side)));
    const at = within(ny, data.height) * data.width + within(nx, data.width);
    if ((data.data[at * 4 + 3] ?? 0) > 127) covering.add(src);
  }
  return covering;
}

/** Keeps the pixels of the masks that were asked for last. */
function remember(src: string): Promise<ImageData | null> {
  const read = load(src).catch(() => null);
  pixels.set(src, read);
  const oldest = pixels.keys().next().value;
  if (pixels.size > 32 && oldest !== undefined) pixels.delete(oldest);
  return read;
}

async function load(src: string): Promise<ImageData | null> {
  const image = new Image();
  image.src = src;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(image, 0, 0);
  return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
}
