import { csv } from './chart-export';

test('fields with commas, quotes or line ends are quoted', () => {
  expect(csv(['a', 'b,c'], [[1, 'say "hi"'], [null, 'x\ny']])).toBe('a,"b,c"\r\n1,"say ""hi"""\r\n,"x\ny"\r\n');
});
