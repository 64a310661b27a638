import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Slider from './Slider.svelte';

const whole = { label: 'k', value: 5, min: 1, max: 20, step: 1, kind: 'int', range: false };
const pair = { label: 'Noise', value: [0.1, 0.4], min: 0, max: 1, step: 0.05, kind: 'float', range: true };

test('a moved slider sends its value and shows it', async () => {
  const { node, sent } = stage({ kind: 'slider', props: { ...whole, format: '%d €' } });
  render(Slider, { node });
  const thumb = screen.getByRole('slider', { name: 'k' });
  expect(thumb.getAttribute('aria-valuetext')).toBe('5 €');
  await fireEvent.input(thumb, { target: { value: 7 } });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: 7, seq: 1 }]);
  expect(screen.getByRole('button', { name: 'k: 7 €, type a value' })).toBeTruthy();
});

test('the thumbs of a range have their own names and do not cross', async () => {
  const { node, sent } = stage({ kind: 'slider', props: pair });
  render(Slider, { node });
  const low = screen.getByRole<HTMLInputElement>('slider', { name: 'Noise, from' });
  screen.getByRole('slider', { name: 'Noise, to' });
  await fireEvent.input(low, { target: { value: 0.8 } });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: [0.4, 0.4], seq: 1 }]);
  expect(low.value).toBe('0.4');
});

test('while dragging few values are sent, but always the last one', async () => {
  vi.useFakeTimers();
  const { node, sent } = stage({ kind: 'slider', props: whole });
  render(Slider, { node });
  const thumb = screen.getByRole('slider');
  for (const value of [6, 7, 8, 9]) await fireEvent.input(thumb, { target: { value } });
  vi.advanceTimersByTime(100);
  expect(sent.map((message) => (message as { value?: unknown }).value)).toEqual([6, 9]);
  vi.useRealTimers();
});

test('a value can be typed instead, with a comma, and stays inside the range', async () => {
  const { node, sent } = stage({ kind: 'slider', props: pair });
  render(Slider, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Noise, to: 0.40, type a value' }));
  const entry = await screen.findByRole('textbox', { name: 'Noise, to' });
  await fireEvent.input(entry, { target: { value: '0,55' } });
  await fireEvent.keyDown(entry, { key: 'Enter' });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: [0.1, 0.55], seq: 1 }]);
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('dates are moved by days and sent as ISO texts', async () => {
  const { node, sent } = stage({
    kind: 'slider',
    props: { label: 'Day', value: '2026-01-31', min: '2026-01-01', max: '2026-12-31', step: 1, kind: 'date', format: 'DD.MM.YYYY' },
  });
  render(Slider, { node });
  const thumb = screen.getByRole<HTMLInputElement>('slider');
  expect(thumb.getAttribute('aria-valuetext')).toBe('31.01.2026');
  await fireEvent.input(thumb, { target: { value: Number(thumb.value) + 1 } });
  expect(sent).toEqual([{ type: 'event', id: 'w', value: '2026-02-01', seq: 1 }]);
});

test('an older frame does not move the thumb back', async () => {
  const { node, frame } = stage({ kind: 'slider', props: whole });
  render(Slider, { node });
  const thumb = screen.getByRole<HTMLInputElement>('slider');
  await fireEvent.input(thumb, { target: { value: 9 } });
  await frame({ ack: 0, patches: [{ op: 'update', id: 'w', props: { value: 6 } }] });
  expect(thumb.value).toBe('9');
  await frame({ ack: 1, patches: [{ op: 'update', id: 'w', props: { value: 9 } }] });
  expect(thumb.value).toBe('9');
});
