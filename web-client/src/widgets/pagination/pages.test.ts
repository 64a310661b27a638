import { shownPages } from './pages';

test('few pages are all shown', () => {
  expect(shownPages(2, 4, 7)).toEqual([1, 2, 3, 4]);
});

test('of many, the first, the last and those around the own one', () => {
  expect(shownPages(1, 20, 7)).toEqual([1, 2, 3, 4, 5, null, 20]);
  expect(shownPages(10, 20, 7)).toEqual([1, null, 9, 10, 11, null, 20]);
  expect(shownPages(20, 20, 7)).toEqual([1, null, 16, 17, 18, 19, 20]);
});

test('the number of buttons stays, so that nothing moves under the pointer', () => {
  for (let page = 1; page <= 30; page++) {
    const shown = shownPages(page, 30, 7);
    expect(shown).toHaveLength(7);
    expect(shown).toContain(page);
  }
});

test('where there is no room there is no choice', () => {
  expect(shownPages(3, 20, 4)).toEqual([]);
});
