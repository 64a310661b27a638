import { expect, test } from 'vitest';
import { paired } from './rows';

const side = (number: number, text: string): object => ({ number, pieces: [[false, text]] });

test('what was removed stands beside what came in its place', () => {
  const rows = paired([
    { kind: 'same', old: 1, new: 1, text: 'a' },
    { kind: 'removed', old: 2, pieces: [[false, 'b']] },
    { kind: 'removed', old: 3, pieces: [[false, 'c']] },
    { kind: 'added', new: 2, pieces: [[false, 'B']] },
    { kind: 'skipped', lines: 7 },
    { kind: 'added', new: 10, pieces: [[false, 'end']] },
  ]);
  expect(rows).toEqual([
    { old: side(1, 'a'), new: side(1, 'a') },
    { old: side(2, 'b'), new: side(2, 'B'), changed: true },
    { old: side(3, 'c'), new: undefined, changed: true },
    { skipped: 7 },
    { old: undefined, new: side(10, 'end'), changed: true },
  ]);
});
