import { Estimate } from './estimate';

test('what is left follows from what is done', () => {
  const estimate = new Estimate();
  expect(estimate.left(0.1, 0)).toBeUndefined();
  expect(estimate.left(0.3, 2000)).toBeCloseTo(7);
  expect(estimate.left(1, 9000)).toBeUndefined();
});

test('what goes back begins anew', () => {
  const estimate = new Estimate();
  estimate.left(0.5, 0);
  expect(estimate.left(0.2, 1000)).toBeUndefined();
  expect(estimate.left(0.4, 2000)).toBeCloseTo(3);
});
