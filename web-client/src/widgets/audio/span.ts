/** From where to where a medium plays. */
export interface Span {
  start?: number;
  end?: number;
  loop: boolean;
}

/**
 * Keeps sound or video within its span: begins at its start, stops (or begins again) at its end, and begins anew when it is
 * played from there. Gives back a function that lets it go.
 */
export function keepWithin(media: HTMLMediaElement, span: () => Span): () => void {
  const first = () => span().start ?? 0;
  const over = () => media.currentTime >= (span().end ?? Infinity);
  const toStart = () => {
    if (first() > 0 && media.currentTime < first()) media.currentTime = first();
  };
  const check = () => {
    if (media.paused || !over()) return;
    if (!span().loop) media.pause();
    media.currentTime = span().loop ? first() : span().end!;
  };
  const ended = () => {
    if (!span().loop) return;
    media.currentTime = first();
    void media.play().catch(() => undefined);
  };
  const played = () => {
    if (over() || media.ended) media.currentTime = first();
  };
  const listeners = { loadedmetadata: toStart, timeupdate: check, ended, play: played };
  for (const [name, listener] of Object.entries(listeners)) media.addEventListener(name, listener);
  if (media.readyState >= 1) toStart();
  return () => {
    for (const [name, listener] of Object.entries(listeners)) media.removeEventListener(name, listener);
  };
}
