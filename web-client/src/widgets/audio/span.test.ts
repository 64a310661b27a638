import { keepWithin, type Span } from './span';

/** What the browser does with a medium, as far as it matters here. */
function medium(span: Span) {
  const media = document.createElement('audio');
  let [place, paused] = [0, true];
  Object.defineProperties(media, {
    currentTime: { get: () => place, set: (to: number) => (place = to) },
    paused: { get: () => paused },
    readyState: { get: () => 1 },
    play: { value: () => ((paused = false), media.dispatchEvent(new Event('play')), Promise.resolve()) },
    pause: { value: () => (paused = true) },
  });
  keepWithin(media, () => span);
  const goTo = (to: number) => ((place = to), media.dispatchEvent(new Event('timeupdate')));
  return { media, goTo };
}

test('it begins at its start and stops at its end', () => {
  const { media, goTo } = medium({ start: 2, end: 5, loop: false });
  expect(media.currentTime).toBe(2);
  void media.play();
  goTo(4);
  expect(media.paused).toBe(false);
  goTo(5.1);
  expect([media.paused, media.currentTime]).toEqual([true, 5]);
  void media.play();
  expect([media.paused, media.currentTime]).toEqual([false, 2]);
});

test('in a loop it goes back to its start', () => {
  const { media, goTo } = medium({ start: 2, end: 5, loop: true });
  void media.play();
  goTo(5.1);
  expect([media.paused, media.currentTime]).toEqual([false, 2]);
  media.dispatchEvent(new Event('ended'));
  expect([media.paused, media.currentTime]).toEqual([false, 2]);
});
