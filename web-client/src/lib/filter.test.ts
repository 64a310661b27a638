import { matching } from './filter';

const cities = ['Zürich', 'Berlin', 'Nürnberg', 'Bern', 'New York'];
const found = (query: string, mode?: 'fuzzy' | 'contains' | 'prefix') =>
  matching(cities, query, mode).map((index) => cities[index]);

test('nothing typed leaves all in their order', () => {
  expect(found(' ')).toEqual(cities);
});

test('accents and case do not matter', () => {
  expect(found('zur')).toEqual(['Zürich']);
});

test('beginnings come before words, words before the inside', () => {
  expect(found('ber')).toEqual(['Berlin', 'Bern', 'Nürnberg']);
  expect(found('york', 'contains')).toEqual(['New York']);
});

test('scattered letters count only when fuzzy', () => {
  expect(found('nbg', 'fuzzy')).toEqual(['Nürnberg']);
  expect(found('nbg', 'contains')).toEqual([]);
});

test('prefix takes beginnings alone', () => {
  expect(found('ber', 'prefix')).toEqual(['Berlin', 'Bern']);
});

test('100,000 options are searched in no time', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => `option ${index}`);
  matching(many, 'o');
  const start = performance.now();
  expect(matching(many, '99999')[0]).toBe(99_999);
  expect(performance.now() - start).toBeLessThan(300);
});
