/** What a page in a frame may do without being of its own origin. */
const USUAL = 'allow-scripts allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads allow-pointer-lock';

/**
 * What the page in a frame may do. A page of another site keeps its own origin, as it needs its cookies; HTML of the script,
 * and whatever else lies on this server, has none, for it could reach this page otherwise.
 */
export function sandboxOf(src: string, elsewhere: boolean, here: string): string {
  const url = elsewhere ? URL.parse(src) : null;
  const foreign = url !== null && /^https?:$/.test(url.protocol) && url.origin !== new URL(here).origin;
  return foreign ? `${USUAL} allow-same-origin allow-presentation` : USUAL;
}

const HIGHEST = 20_000;
/** So often a page may grow by a little: one that is always as high as its frame and a bit would never end. */
const PATIENCE = 12;

/** Reads what a frame says of its height: the height to take, or null. */
export function heights(): (told: unknown) => number | null {
  let [heard, little] = [0, 0];
  return (told) => {
    if (typeof told !== 'number' || !Number.isFinite(told) || told < 0) return null;
    const grown = told - heard;
    heard = told;
    if (grown >= 64) little = 0;
    else if (grown > 0) little += 1;
    return little > PATIENCE ? null : Math.min(HIGHEST, Math.ceil(told));
  };
}
