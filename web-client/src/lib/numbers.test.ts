import { decimalsOf, formatNumber } from './numbers';
import { parseNumber } from './parse-number';

describe('formatNumber', () => {
  test.each([
    [0.1, '%.2f', '0.10'],
    [5, '%d €', '5 €'],
    [5, '%03d', '005'],
    [-1234567, '%,d', '-1,234,567'],
    [12, '%d %%', '12 %'],
    [0.256, 'percent', '25.6%'],
    [1234.5, 'dollar', '$1,234.50'],
    [-5, 'accounting', '(5.00)'],
    [1500, 'bytes', '1.5KB'],
    [12345, '%.2e', '1.23e+04'],
    [0.00001, 'plain', '0.00001'],
  ])('%d by %s is %s', (value, format, text) => {
    expect(formatNumber(value, format, 2)).toBe(text);
  });

  test('without a format it has the decimals of the step', () => {
    expect(formatNumber(0.3, undefined, decimalsOf(0.05))).toBe('0.30');
    expect(formatNumber(3, undefined, decimalsOf(1))).toBe('3');
    expect(decimalsOf(1e-7)).toBe(7);
  });

  test('a number that rounds to zero has no minus', () => {
    expect(formatNumber(-0.001, '%.2f', 2)).toBe('0.00');
  });
});

describe('parseNumber', () => {
  test.each([
    ['1.5', 'en', 1.5],
    ['1,5', 'de', 1.5],
    ['1,5', 'en', 1.5],
    ['1.234,5', 'de', 1234.5],
    ['1,234.5', 'en', 1234.5],
    ['1,234', 'en', 1234],
    ['1,234', 'de', 1.234],
    ['1.234', 'de', 1.234],
    ['1.234.567', 'de', 1234567],
    ['1 234,5', 'fr', 1234.5],
    ['−3', 'en', -3],
    ['50 €', 'en', 50],
    ['25%', 'en', 0.25],
    ['1e3', 'en', 1000],
    ['٣٫٥', 'ar', 3.5],
  ])('%s in %s is %d', (typed, locale, value) => {
    expect(parseNumber(typed, false, locale)).toBe(value);
  });

  test('a point groups thousands where a whole number is wanted', () => {
    expect(parseNumber('1.234', true, 'de')).toBe(1234);
  });

  test.each(['', 'abc', '-', '.', 'NaN', 'Infinity'])('%j is none', (typed) => {
    expect(parseNumber(typed)).toBeNull();
  });
});
