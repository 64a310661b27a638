import { cellText, decimalsOfColumns, isNumeric } from './cells';

test('a column has as many decimals as its values need, but at most four', () => {
  const rows = [
    [1, 0.5, 1 / 3],
    [2, 0.25, 1],
  ];
  expect(decimalsOfColumns(3, rows)).toEqual([0, 2, 4]);
});

test('a small number does not look like zero', () => {
  expect(cellText(0.0000123, 4)).toBe('0.0000123');
  expect(cellText(0, 4)).toBe('0.0000');
});

test('other values are shown as they are', () => {
  expect(cellText(null, 0)).toBe('');
  expect(cellText(true, 0)).toBe('true');
  expect(cellText({ a: 1 }, 0)).toBe('{"a":1}');
});

test('a column of numbers may have holes', () => {
  expect(isNumeric([[1], [null]], 0)).toBe(true);
  expect(isNumeric([[1], ['a']], 0)).toBe(false);
  expect(isNumeric([[null]], 0)).toBe(false);
});
