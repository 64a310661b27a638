import { remains } from './hold';

test('what comes at once is not held up, and what was seen does not flash', () => {
  expect([0, 299, 300, 301, 500, 700, 5000].map((now) => remains(0, now))).toEqual([0, 0, 0, 399, 200, 0, 0]);
});
