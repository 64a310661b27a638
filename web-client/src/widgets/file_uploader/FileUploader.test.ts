import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import FileUploader from './FileUploader.svelte';

const rows = { id: '1-a', name: 'rows.csv', size: 2048, type: 'text/csv' };
const props = { label: 'Data', upload: { types: ['.csv'], max_bytes: 5 * 1024 * 1024 }, value: [rows] };

test('it says what it takes and what it has', () => {
  const { node } = stage({ kind: 'file_uploader', props });
  render(FileUploader, { node });
  expect(screen.getByRole('group', { name: 'Data' }).textContent).toContain('up to 5 MB · CSV');
  expect(screen.getByRole('listitem').textContent).toContain('rows.csv');
});

test('a file that is removed is no value any more', async () => {
  const { node, sent } = stage({ kind: 'file_uploader', props });
  render(FileUploader, { node });
  await fireEvent.click(screen.getByRole('button', { name: 'Remove rows.csv' }));
  expect(sent).toEqual([{ type: 'event', id: 'w', value: [], seq: 1 }]);
  expect(screen.queryByRole('listitem')).toBeNull();
});

test('a folder, several files or one are asked for', async () => {
  const { node, frame } = stage({ kind: 'file_uploader', props });
  const { container } = render(FileUploader, { node });
  const chooser = container.querySelector('input') as HTMLInputElement;
  expect([chooser.multiple, chooser.accept]).toEqual([false, '.csv']);
  screen.getByRole('button', { name: 'Choose a file' });
  await frame({ patches: [{ op: 'update', id: 'w', props: { multiple: true } }] });
  expect(chooser.multiple).toBe(true);
  await frame({ patches: [{ op: 'update', id: 'w', props: { upload: { ...props.upload, folder: true } } }] });
  screen.getByRole('button', { name: 'Choose a folder' });
});

test('a disabled uploader takes nothing', async () => {
  const { node, sent } = stage({ kind: 'file_uploader', props: { ...props, disabled: true } });
  render(FileUploader, { node });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Choose a file' }).disabled).toBe(true);
  await fireEvent.drop(screen.getByRole('group', { name: 'Data' }), { dataTransfer: { files: [], items: [] } });
  expect([sent, screen.getAllByRole('listitem').length]).toEqual([[], 1]);
});
