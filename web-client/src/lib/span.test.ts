import { left, rate, span } from './span';

test('spans are told in two units at most', () => {
  expect([0, 8.4, 65, 600, 3600, 7380].map(span)).toEqual(['0 s', '8 s', '1 min 5 s', '10 min', '1 h', '2 h 3 min']);
});

test('what is left goes in steps, and is never nothing', () => {
  expect([0, 3.2, 21, 95, 3000].map(left)).toEqual(['1 s left', '4 s left', '25 s left', '2 min left', '50 min left']);
});

test('a slow rate tells how long each takes', () => {
  expect([0.1, 3.14, 120.4].map(rate)).toEqual(['10 s each', '3.1/s', '120/s']);
});
