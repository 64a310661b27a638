import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import DownloadButton from './DownloadButton.svelte';

test('what is there already is a link, and the click is told', async () => {
  const { node, sent } = stage({ kind: 'download_button', props: { label: 'Save', src: 'media/1-a', file_name: 'rows.csv' } });
  render(DownloadButton, { node });
  const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'Save' });
  expect([link.getAttribute('href'), link.download]).toEqual(['media/1-a', 'rows.csv']);
  link.addEventListener('click', (event) => event.preventDefault());
  await fireEvent.click(link);
  expect(sent).toEqual([{ type: 'event', id: 'w', value: true, seq: 1 }]);
});

test('what is made for the click is saved once', async () => {
  const { node, sent, frame } = stage({ kind: 'download_button', props: { label: 'Make', file_name: 'a.txt' } });
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(`${this.getAttribute('href')} as ${this.download}`);
  });
  render(DownloadButton, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Make' }));
  expect(sent.length).toBe(1);
  const made = (run: number) => frame({ patches: [{ op: 'update', id: 'w', props: { made: { src: 'media/1-b', run } } }] });
  await made(2);
  // A later page that names it again, without a click, saves nothing.
  await made(3);
  expect(saved).toEqual(['media/1-b as a.txt']);
});
