import { heard, keep, kept } from './local';

beforeEach(() => localStorage.clear());

test('what is kept comes back with its type, and null takes it out', () => {
  keep({ n: 5, list: [1, 'two'], text: 'x' });
  expect(kept()).toEqual({ n: 5, list: [1, 'two'], text: 'x' });
  keep({ n: null });
  expect(kept()).toEqual({ list: [1, 'two'], text: 'x' });
});

test('what others keep in this browser is none of ours', () => {
  localStorage.setItem('mirror.theme', 'dark');
  keep({ theme: 'own' });
  expect(kept()).toEqual({ theme: 'own' });
});

test('too much is left out rather than sent', () => {
  keep({ small: 1, large: 'x'.repeat(70 << 10) });
  expect(kept()).toEqual({ small: 1 });
});

test('a change of another page is told, and one of another app is not', () => {
  const told: unknown[] = [];
  keep({ n: 1 });
  const key = Object.keys(localStorage)[0] ?? '';
  heard(new StorageEvent('storage', { key, newValue: '2' }), (changes) => told.push(changes));
  heard(new StorageEvent('storage', { key, newValue: null }), (changes) => told.push(changes));
  heard(new StorageEvent('storage', { key: 'mirror.local:/other/:n', newValue: '3' }), (changes) => told.push(changes));
  expect(told).toEqual([{ n: 2 }, { n: null }]);
});
