import { FIT, panBy, zoomAt } from './zoom';

test('what is under the pointer stays there', () => {
  const view = zoomAt(FIT, 2, 100, -50);
  expect(view).toEqual({ scale: 2, x: -100, y: 50 });
  // A point of the picture is drawn at x + scale * place.
  expect(view.x + view.scale * 100).toBe(100);
  const closer = zoomAt(view, 1.5, 30, 10);
  const place = (30 - view.x) / view.scale;
  expect(closer.x + closer.scale * place).toBeCloseTo(30);
});

test('zooming ends at the whole picture and at sixteen times', () => {
  expect(zoomAt({ scale: 1.2, x: 9, y: 9 }, 0.5)).toEqual(FIT);
  expect(zoomAt(FIT, 1000).scale).toBe(16);
});

test('a picture does not leave the window', () => {
  expect(panBy(FIT, 10, 10, 100, 100)).toEqual(FIT);
  expect(panBy({ scale: 2, x: 0, y: 0 }, 1000, -1000, 100, 60)).toEqual({ scale: 2, x: 100, y: -60 });
});
