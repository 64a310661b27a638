import { dayNumber, formatDate, isoDate } from './dates';

test('a date goes to its day and back', () => {
  expect(dayNumber('1970-01-02')).toBe(1);
  expect(isoDate(dayNumber('2024-02-29'))).toBe('2024-02-29');
  expect(dayNumber('soon')).toBeNaN();
});

test('a pattern says how it is shown', () => {
  const day = dayNumber('2026-03-09');
  expect(formatDate(day, 'DD.MM.YYYY')).toBe('09.03.2026');
  expect(formatDate(day, 'D/M/YY')).toBe('9/3/26');
  expect(formatDate(day, '[on] YYYY')).toBe('on 2026');
  expect(formatDate(day, 'iso8601')).toBe('2026-03-09');
});
