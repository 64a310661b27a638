import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import LineChart from './LineChart.svelte';

const props = {
  svg:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" onload="alert(1)"><script>alert(1)</' +
    'script><polyline points="0,0 9,9" stroke="var(--d1)" onclick="alert(1)" style="fill:url(https://x.example)"/>' +
    '<foreignObject><b>no</b></foreignObject></svg>',
  alt: 'Line chart of y over x',
  columns: ['x', 'y'],
  rows: [[0, 1], [1, 2]],
  height: 240,
  series: [{ name: 'y', color: 'var(--d1)' }],
};

test('the drawing is named, keeps its height, and brings nothing that runs or loads', () => {
  const { node } = stage({ kind: 'line_chart', props });
  render(LineChart, { node });
  const drawing = screen.getByRole('img', { name: props.alt });
  expect(drawing.style.height).toBe('240px');
  expect(drawing.querySelector('polyline')?.getAttribute('stroke')).toBe('var(--d1)');
  expect(drawing.innerHTML).not.toMatch(/script|alert|foreign|example/i);
});

test('the data can be read as a table', async () => {
  const { node } = stage({ kind: 'line_chart', props });
  render(LineChart, { node });
  const toggle = screen.getByRole('button', { name: 'View as table' });
  await fireEvent.click(toggle);
  expect(toggle.getAttribute('aria-pressed')).toBe('true');
  expect(screen.getAllByRole('cell').map((cell) => cell.textContent?.trim())).toEqual(['0', '1', '1', '2']);
});

test('a new drawing takes the place of the old one', async () => {
  const { node, frame } = stage({ kind: 'line_chart', props });
  const { container } = render(LineChart, { node });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><circle cx="1" cy="1" r="2"/></svg>';
  await frame({ patches: [{ op: 'update', id: 'w', props: { svg } }] });
  expect(container.querySelectorAll('.drawing svg')).toHaveLength(1);
  expect(container.querySelector('.drawing circle')).toBeTruthy();
});
