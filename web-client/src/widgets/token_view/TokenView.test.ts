import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import { percent, shadeOf, visible } from './shade';
import TokenView from './TokenView.svelte';

const tokens = [
  { text: 'Once', probability: 1, rank: 1, alternatives: [] },
  {
    text: ' upon', probability: 0.25, rank: 3, entropy: 2.5, raw_probability: 0.1,
    alternatives: [{ id: 6, text: ' there', probability: 0.5, filtered: 0 }, { id: 7, text: ' upon', probability: 0.1, filtered: 0.25 }],
  },
];

test('a token tells what else it could have been, and a picked alternative is sent', async () => {
  const { node, sent } = stage({ kind: 'token_view', props: { tokens, shade: 'probability', selectable: true } });
  render(TokenView, { node } as never);
  await fireEvent.focus(screen.getByRole('button', { name: '␣upon, 25.0 %' }));
  expect(screen.getByText('2.50 bits')).toBeTruthy();
  expect(screen.getByText('cut')).toBeTruthy();
  await fireEvent.click(screen.getByText('␣there'));
  expect(sent).toEqual([{ type: 'event', id: 'w', value: [1, 0], seq: 1 }]);
});

test('arrow keys lead from token to token', async () => {
  const { node } = stage({ kind: 'token_view', props: { tokens, shade: 'rank', selectable: false } });
  render(TokenView, { node } as never);
  const [first, second] = screen.getAllByRole('button');
  first?.focus();
  await fireEvent.keyDown(first as HTMLElement, { key: 'ArrowRight' });
  expect(document.activeElement).toBe(second);
  expect(second?.tabIndex).toBe(0);
  expect(first?.tabIndex).toBe(-1);
});

test('the shade grows with surprise, with the rank, with doubt', () => {
  expect(shadeOf({ probability: 1 }, 'probability')).toBe(0);
  expect(shadeOf({ probability: 0.1 }, 'probability')).toBe(17);
  expect(shadeOf({ probability: 0 }, 'probability')).toBe(50);
  expect(shadeOf({ probability: 1, rank: 1000 }, 'rank')).toBe(50);
  expect(shadeOf({ probability: 1, entropy: 5 }, 'entropy')).toBe(25);
});

test('blanks can be seen, and tiny chances are no zero', () => {
  expect(visible(' a\n')).toBe('␣a⏎');
  expect([percent(0.0004), percent(0), percent(0.256), percent(1)]).toEqual(['<0.1 %', '0.0 %', '25.6 %', '100 %']);
});
