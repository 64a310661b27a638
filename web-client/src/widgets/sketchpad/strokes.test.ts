import { Strokes } from './strokes.svelte';

const stroke = (x: number) => ({ tool: 'pen', color: 'black', width: 1, points: [{ x, y: 0 }] });

test('what is taken back can be drawn again, until something else is drawn', () => {
  const strokes = new Strokes();
  strokes.add(stroke(1));
  strokes.add(stroke(2));
  strokes.undo();
  expect(strokes.done).toEqual([stroke(1)]);
  strokes.redo();
  expect(strokes.done).toEqual([stroke(1), stroke(2)]);
  strokes.undo();
  strokes.add(stroke(3));
  strokes.redo();
  expect(strokes.done).toEqual([stroke(1), stroke(3)]);
});

test('a cleared paper is empty, also of what was there before', () => {
  const strokes = new Strokes();
  strokes.add(stroke(1));
  strokes.clear();
  expect([strokes.done, strokes.undone, strokes.cleared]).toEqual([[], [], true]);
});
