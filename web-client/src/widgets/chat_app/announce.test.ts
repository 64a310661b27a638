import { expect, test } from 'vitest';
import { Announcer } from './announce';

test('whole sentences are said while an answer grows, and the rest at its end', () => {
  const voice = new Announcer();
  expect(voice.next('Once upon', false)).toBe('');
  expect(voice.next('Once upon a time. The **king** s', false)).toBe('Once upon a time.');
  expect(voice.next('Once upon a time. The **king** slept. And', false)).toBe('The king slept.');
  expect(voice.next('Once upon a time. The **king** slept. And [woke](x)', true)).toBe('And woke');
  expect(voice.next('Once upon a time. The **king** slept. And [woke](x)', true)).toBe('');
});

test('what stands there already is not said, and a very long piece is cut', () => {
  const voice = new Announcer();
  voice.skip('Hello. ');
  expect(voice.next(`Hello. ${'word '.repeat(200)}`, true)).toHaveLength(401);
});
