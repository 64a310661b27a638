import { nameOfSymbols, length, plain } from './inputs';

test.each([
  ['Frequency **k**', 'Frequency k'],
  ['`code` and *words*', 'code and words'],
  ['snake_case_name', 'snake_case_name'],
  ['see [here](https://example.org)', 'see here'],
  [':red[hot]', 'hot'],
  ['2 * 3 * 4', '2 * 3 * 4'],
])('%s is read as %s', (markdown, text) => {
  expect(plain(markdown)).toBe(text);
});

test('characters are counted as people see them', () => {
  expect(length('a😀')).toBe(2);
});

test('a text of nothing but symbols has their names', () => {
  expect(nameOfSymbols(':material/format_bold:')).toBe('format bold');
  expect(nameOfSymbols(':material/chat: Chat')).toBeUndefined();
  expect(nameOfSymbols('Chat')).toBeUndefined();
});
