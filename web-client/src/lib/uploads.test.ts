import { flushSync } from 'svelte';
import { stage } from './testing';
import { kinds, refusal, size, takes, Uploads, type FileInfo } from './uploads.svelte';
import { wav } from './wav';

const file = (text: string, name: string, type = '') => ({ file: new File([text], name, { type }), name });

/** Requests as tests answer them. */
class Request {
  static all: Request[] = [];
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  headers: Record<string, string> = {};
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  status = 0;
  responseText = '';
  url = '';
  open(_method: string, url: string) {
    this.url = url;
    Request.all.push(this);
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  send() {}
  abort() {
    this.onabort();
  }
  async answer(status: number, body: unknown = '') {
    this.status = status;
    this.responseText = typeof body === 'string' ? body : JSON.stringify(body);
    this.onload();
    await new Promise((next) => setTimeout(next));
  }
}

function setUp(upload = { types: ['.csv'], max_bytes: 10 }) {
  Request.all = [];
  vi.stubGlobal('XMLHttpRequest', Request);
  const { node, page } = stage({ kind: 'file_uploader', props: { upload } });
  page.session = 'secret';
  const done: FileInfo[] = [];
  const uploads = new Uploads(
    () => node,
    (info) => done.push(info),
  );
  return { uploads, done };
}

test('a file goes to its widget, with the session and an encoded name', async () => {
  const { uploads, done } = setUp();
  uploads.add([file('a,b', 'Größe 1.csv')]);
  const [request] = Request.all;
  expect(request?.url).toBe('upload/w');
  expect(request?.headers['x-mirror-session']).toBe('secret');
  expect(request?.headers['x-mirror-name']).toBe('Gr%C3%B6%C3%9Fe%201.csv');
  request?.upload.onprogress?.({ loaded: 1, total: 4 });
  expect(uploads.list[0]?.progress).toBe(0.25);
  const info = { id: '1-a', name: 'Größe 1.csv', size: 3, type: 'text/csv' };
  await request?.answer(201, info);
  expect([done, uploads.list]).toEqual([[info], []]);
});

test('three at a time; the rest waits its turn', async () => {
  const { uploads } = setUp();
  uploads.add([1, 2, 3, 4, 5].map((n) => file('x', `${n}.csv`)));
  expect(Request.all.length).toBe(3);
  await Request.all[0]?.answer(201, { id: '1', name: '1.csv', size: 1, type: '' });
  expect(Request.all.length).toBe(4);
  uploads.drop(uploads.list[0]!);
  expect(Request.all.length).toBe(5);
});

test('what cannot be taken is not even sent', () => {
  const { uploads } = setUp();
  uploads.add([file('x', 'a.exe'), file('12345678901', 'b.csv')]);
  flushSync();
  expect(Request.all).toEqual([]);
  expect(uploads.list.map(({ complaint }) => complaint)).toEqual(['This is no CSV file.', 'The file is larger than 10 byte.']);
  expect(uploads.busy).toBe(false);
});

test('a line that broke can be tried again, a refused file cannot', async () => {
  const { uploads } = setUp();
  uploads.add([file('x', 'a.csv'), file('y', 'b.csv')]);
  Request.all[0]?.onerror();
  await Request.all[1]?.answer(415, 'this is no .csv file');
  expect(uploads.list.map(({ again }) => again)).toEqual([true, false]);
  uploads.retry(uploads.list[0]!);
  expect(Request.all.length).toBe(3);
});

test('types are endings, types and kinds', () => {
  expect(takes(['.csv', 'image/*'], 'A.CSV', '')).toBe(true);
  expect(takes(['image/*'], 'a.png', 'image/png')).toBe(true);
  expect(takes(['application/pdf'], 'a.png', 'image/png')).toBe(false);
  expect(takes([], 'anything', 'x/y')).toBe(true);
  expect(kinds(['.csv', 'image/*', 'application/pdf'])).toBe('CSV, image, or PDF');
  expect(refusal(file('x', 'a.txt', 'text/plain'), { types: ['text/*'], max_bytes: 1 })).toBe('');
});

test('sizes are for people', () => {
  expect([5, 2048, 1_500_000, 200 * 1024 * 1024].map(size)).toEqual(['5 byte', '2 kB', '1.4 MB', '200 MB']);
});

test('samples become a WAV file', async () => {
  const bytes = new DataView(await wav(new Float32Array([0, 1, -1, 2]), 8000).arrayBuffer());
  const word = (at: number) => String.fromCharCode(...new Uint8Array(bytes.buffer, at, 4));
  expect([word(0), word(8), word(36)]).toEqual(['RIFF', 'WAVE', 'data']);
  expect([bytes.getUint32(24, true), bytes.getUint32(40, true)]).toEqual([8000, 8]);
  expect([44, 46, 48, 50].map((at) => bytes.getInt16(at, true))).toEqual([0, 32767, -32768, 32767]);
});
