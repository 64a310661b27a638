import { acrossOf, marksOf } from './chart-marks';
import { svgNode } from './svg';

const drawing = (body: string) =>
  svgNode(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">${body}</svg>`) as SVGSVGElement;

const series = [{ name: 'y', color: 'var(--d1)' }];
const columns = ['x', 'y'];

test('the points of a line belong to the rows with a value', () => {
  const svg = drawing('<polyline stroke="var(--line)" points="0,0 9,9"/><polyline stroke="var(--d1)" points="1,2 3,4"/>');
  expect(marksOf(svg, series, columns, [[0, 5], [1, null], [2, 6]])).toEqual([
    { x: 1, y: 2, row: 0, series: 0 },
    { x: 3, y: 4, row: 2, series: 0 },
  ]);
});

test('bars are met in their middle', () => {
  const svg = drawing('<rect fill="var(--d1)" x="10" y="20" width="4" height="10"/>');
  expect(marksOf(svg, series, columns, [[0, 5]])).toEqual([{ x: 12, y: 25, row: 0, series: 0 }]);
});

test('a drawing that was thinned out names no points', () => {
  const svg = drawing('<polyline stroke="var(--d1)" points="1,2 3,4"/>');
  expect(marksOf(svg, series, columns, [[0, 1], [1, 2], [2, 3]])).toEqual([]);
});

test('a column may give the series their rows', () => {
  const svg = drawing('<polyline stroke="var(--d1)" points="1,2 3,4"/>');
  const rows = [['a', 1, 'y'], ['a', 2, 'z'], ['b', 3, 'y']];
  expect(marksOf(svg, series, ['x', 'n', 'who'], rows).map((mark) => mark.row)).toEqual([0, 2]);
});

test('bars may lie', () => {
  const bar = (x: number, y: number) => ({ x, y, row: 0, series: 0 });
  expect(acrossOf([bar(10, 40), bar(20, 12), bar(30, 33)])).toBe('x');
  expect(acrossOf([bar(40, 10), bar(12, 20), bar(33, 30)])).toBe('y');
});
