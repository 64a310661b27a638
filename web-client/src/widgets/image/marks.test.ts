import { colorOf, cornerOf, labelsOf, markAt, titleOf, type Mark } from './marks';

const none = () => false;

test('marks of one label share a color, unless they have their own', () => {
  const marks: Mark[] = [{ label: 'cat' }, { label: 'dog' }, { label: 'cat' }, { label: 'cat', color: '#f00' }, {}];
  const labels = labelsOf(marks);
  expect(labels).toEqual(['cat', 'dog', '']);
  expect(marks.map((mark) => colorOf(mark, labels))).toEqual(['var(--d1)', 'var(--d2)', 'var(--d1)', '#f00', 'var(--d3)']);
});

test('a mark says what it is and how sure that is', () => {
  expect(titleOf({ label: 'cat', score: 0.876 })).toBe('cat 88%');
  expect(titleOf({ label: 'cat' })).toBe('cat');
  expect(titleOf({ score: 12 })).toBe('12');
});

test('a label stands at the left upper corner', () => {
  expect(cornerOf({ box: [1, 2, 3, 4] })).toEqual([1, 2]);
  expect(cornerOf({ polygons: [[[5, 5], [9, 1], [9, 9]]] })).toEqual([9, 1]);
  expect(cornerOf({ mask: 'm' })).toBeNull();
});

test('the smallest mark at a point is meant', () => {
  const marks: Mark[] = [{ box: [0, 0, 100, 100] }, { box: [10, 10, 20, 20] }, { polygons: [[[50, 50], [90, 50], [90, 90]]] }, { mask: 'm' }];
  expect(markAt(marks, 15, 15, none)).toBe(1);
  expect(markAt(marks, 85, 60, none)).toBe(2);
  expect(markAt(marks, 55, 80, none)).toBe(0);
  expect(markAt(marks, 200, 200, none)).toBe(-1);
  expect(markAt(marks, 200, 200, () => true)).toBe(3);
});
