import { heights, sandboxOf } from './frame';

const here = 'http://localhost:8501/app';

test('only a page of another site keeps its origin', () => {
  const keeps = (src: string, elsewhere: boolean) => sandboxOf(src, elsewhere, here).includes('allow-same-origin');
  expect(keeps('https://example.org/a', true)).toBe(true);
  expect(keeps('http://localhost:8501/', true)).toBe(false);
  expect(keeps('HTTP://LOCALHOST:8501/media/x', true)).toBe(false);
  expect(keeps('media/x', false)).toBe(false);
  expect(keeps('javascript:alert(1)', true)).toBe(false);
  expect(keeps('blob:http://localhost:8501/x', true)).toBe(false);
});

test('nothing in a frame moves the page itself', () => {
  for (const src of ['https://example.org', 'media/x']) expect(sandboxOf(src, src.startsWith('h'), here)).not.toContain('allow-top-navigation');
});

test('a frame is as high as it says, within reason', () => {
  const follow = heights();
  expect(follow(120.2)).toBe(121);
  for (const wrong of ['9', null, NaN, Infinity, -1, {}]) expect(follow(wrong)).toBeNull();
  expect(follow(1e9)).toBe(20_000);
});

test('a frame that grows for ever is not followed for ever', () => {
  const follow = heights();
  let taken = 0;
  for (let height = 100; height < 3000; height += 16) taken = follow(height) ?? taken;
  expect(taken).toBeLessThan(400);
});
