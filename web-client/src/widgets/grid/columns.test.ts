import { columnsFor } from './columns';

test('as many columns as have room, where none are said', () => {
  expect(columnsFor(1000, {})).toHaveLength(4);
  expect(columnsFor(300, {})).toHaveLength(1);
  expect(columnsFor(300, { min_column_width: 90 })).toHaveLength(2);
});

test('never more columns than said, and fewer where there is no room', () => {
  expect(columnsFor(1000, { columns: [1, 1, 1] })).toEqual([1, 1, 1]);
  expect(columnsFor(400, { columns: [1, 1, 1] })).toEqual([1, 1]);
  expect(columnsFor(200, { columns: [1, 1, 1] })).toEqual([1]);
});

test('columns of different width stand below each other or stay', () => {
  expect(columnsFor(300, { columns: [2, 1] })).toEqual([1]);
  expect(columnsFor(300, { columns: [2, 1], wrap: false })).toEqual([2, 1]);
  expect(columnsFor(800, { columns: [2, 1] })).toEqual([2, 1]);
});
