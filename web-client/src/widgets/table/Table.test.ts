import { render, screen, within } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Table from './Table.svelte';

test('numbers stand under each other, texts may be Markdown, nothing is a dash', () => {
  const rows = [
    ['**Ada**', 0.5],
    ['Bob', null],
    ['Cy', 12.25],
  ];
  const { node } = stage({ kind: 'table', props: { columns: ['name', 'x'], rows, numeric: [false, true], border: true } });
  render(Table, { node });
  const cells = screen.getAllByRole('cell').map((cell) => cell.textContent?.trim());
  expect(cells).toEqual(['Ada', '0.50', 'Bob', '–', 'Cy', '12.25']);
  expect(within(screen.getAllByRole('cell')[0] as HTMLElement).getByText('Ada').tagName).toBe('STRONG');
  expect(screen.getAllByRole('columnheader')[1]?.className).toContain('number');
});

test('a long table draws its beginning until all of it is wanted', async () => {
  const rows = Array.from({ length: 600 }, (_, index) => [index]);
  const { node } = stage({ kind: 'table', props: { columns: ['n'], rows, numeric: [true], border: true } });
  render(Table, { node });
  expect(screen.getAllByRole('cell')).toHaveLength(500);
  screen.getByRole('button', { name: 'Show all 600 rows' }).click();
  await Promise.resolve();
  expect(screen.getAllByRole('cell')).toHaveLength(600);
});
