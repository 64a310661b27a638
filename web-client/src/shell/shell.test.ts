import { fireEvent, render, screen } from '@testing-library/svelte';
import { flushSync, tick } from 'svelte';
import { Client } from '../client.svelte';
import { loadCommon } from '../lib/widgets';
import type { PlainElement, ServerMessage } from '../protocol';
import { toasts } from '../toasts.svelte';
import App from './App.svelte';

class FakeSocket {
  static readonly OPEN = 1;
  static last: FakeSocket;
  readyState = 1;
  sent: { type: string; [key: string]: unknown }[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;
  constructor() {
    FakeSocket.last = this;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {}
}

let client: Client;

/** A message of the server, and the page after it. */
async function say(message: ServerMessage | object): Promise<void> {
  FakeSocket.last.onmessage?.({ data: JSON.stringify(message) });
  await tick();
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
}

/** A whole page with these elements in its main column. */
function page(children: PlainElement[], more: object = {}): Promise<void> {
  const patches = [
    { op: 'update', id: '0', props: { title: 'Wave' } },
    { op: 'insert', parent: '0', index: 0, node: { id: '1', kind: 'main', props: {}, children } },
  ];
  return say({ type: 'frame', frame: 1, run: 1, ack: 0, running: false, reset: true, patches, ...more });
}

function welcome(more: object = {}): Promise<void> {
  return say({ type: 'welcome', token: 't1', resumed: false, development: true, version: '0', ...more });
}

const text = (id: string, body: string): PlainElement => ({ id, kind: 'text', props: { body } });

// What comes later on a real page is here: these stories are about what it does then.
beforeAll(async () => {
  await Promise.all([loadCommon(), import('./ToastView.svelte'), import('./Refused.svelte')]);
});
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  sessionStorage.clear();
  toasts.shown = [];
  client = new Client();
  client.start();
  render(App, { client });
  FakeSocket.last.onopen?.();
});
afterEach(() => {
  client.connection.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a page appears with its title', async () => {
  await welcome();
  await page([text('a', 'hello')]);
  expect(screen.getByText('hello')).toBeTruthy();
  expect(document.title).toBe('Wave');
  expect(sessionStorage.getItem('mirror.session')).toBe('t1');
});

test('the hello of a page that comes back says what it shows', async () => {
  await welcome();
  await page([text('a', 'hello')]);
  FakeSocket.last.onclose?.();
  await vi.advanceTimersByTimeAsync(400);
  FakeSocket.last.onopen?.();
  expect(FakeSocket.last.sent[0]).toMatchObject({ type: 'hello', token: 't1', have: 1 });
});

test('an element keeps its DOM when others come and go around it', async () => {
  await welcome();
  await page([text('a', 'one'), text('b', 'two'), text('c', 'three')]);
  const two = screen.getByText('two');
  const patches = [
    { op: 'remove', id: 'a' },
    { op: 'insert', parent: '1', index: 0, node: text('d', 'four') },
    { op: 'move', id: 'b', index: 2 },
    { op: 'update', id: 'b', props: { body: 'TWO' } },
  ];
  await say({ type: 'frame', frame: 2, run: 2, ack: 0, running: false, patches });
  expect(screen.getByText('TWO')).toBe(two);
  expect([...document.querySelectorAll('main p')].map((p) => p.textContent)).toEqual(['four', 'three', 'TWO']);
});

test('a run is shown late: light first, then words, then a spoken message', async () => {
  await welcome();
  await page([text('a', 'x')], { running: true });
  const gleam = document.querySelector('.gleam') as HTMLElement;
  const at = async (time: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(time);
    flushSync();
  };
  await at(150);
  expect(gleam.classList.contains('on')).toBe(false);
  await at(100);
  expect(gleam.classList.contains('on')).toBe(true);
  expect(screen.queryByText('Stop')).toBeNull();
  await at(600);
  await fireEvent.click(screen.getByText('Stop'));
  expect(FakeSocket.last.sent.at(-1)).toEqual({ type: 'stop' });
  await at(1300);
  expect(screen.getByText('The page is being updated.')).toBeTruthy();
  await say({ type: 'frame', frame: 2, run: 1, ack: 0, running: false, patches: [] });
  expect(screen.queryByText('Stop')).toBeNull();
});

test('a script that does not compile leaves the page and shows why', async () => {
  await welcome();
  await page([text('a', 'the last good page')]);
  const problem = { title: 'The script does not compile', message: 'no function `x`', file: 'app.rhai', line: 3, column: 5, source: 'let x()' };
  await say({ type: 'problem', problem });
  vi.useRealTimers();
  await vi.waitFor(() => expect(screen.getByText('app.rhai:3:5')).toBeTruthy());
  expect(screen.getByText('the last good page')).toBeTruthy();
  FakeSocket.last.onmessage?.({ data: JSON.stringify({ type: 'problem', problem: null }) });
  flushSync();
  expect(screen.queryByText('app.rhai:3:5')).toBeNull();
});

test('a toast is shown once per run, and not again by a page that comes back', async () => {
  await welcome();
  const toast = (run: number): PlainElement => ({ id: 't', kind: 'toast', props: { body: 'Saved', seconds: 4, run } });
  await page([toast(1)]);
  expect(toasts.shown).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
  await say({ type: 'frame', frame: 2, run: 2, ack: 0, running: false, patches: [{ op: 'update', id: 't', props: { run: 2 } }] });
  expect(toasts.shown).toHaveLength(2);
  await welcome({ resumed: true });
  await page([toast(3)]);
  expect(toasts.shown).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(4100);
  expect(toasts.shown).toHaveLength(0);
});

test('a lost line is said late, and what is done meanwhile is sent afterwards', async () => {
  await welcome();
  await page([text('a', 'x')]);
  FakeSocket.last.onclose?.();
  client.page.events.rerun();
  expect(screen.queryByText('Reconnecting…')).toBeNull();
  await vi.advanceTimersByTimeAsync(700);
  flushSync();
  expect(screen.getByText('Reconnecting…')).toBeTruthy();
  FakeSocket.last.onopen?.();
  await welcome({ resumed: true });
  expect(FakeSocket.last.sent.map(({ type }) => type)).toEqual(['hello', 'rerun']);
  expect(screen.queryByText('Reconnecting…')).toBeNull();
});

test('a refusal is a page of its own with a way back', async () => {
  await say({ type: 'refused', reason: 'full', message: 'No room.' });
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
  expect(screen.getByText('No room.')).toBeTruthy();
  const before = FakeSocket.last;
  await fireEvent.click(screen.getByText('Try again'));
  expect(FakeSocket.last).not.toBe(before);
});

test('R runs the script again, but not while something is typed', async () => {
  await welcome();
  await page([text('a', 'x')]);
  await fireEvent.keyDown(document.body, { key: 'r' });
  const input = document.createElement('input');
  document.body.append(input);
  await fireEvent.keyDown(input, { key: 'r' });
  expect(FakeSocket.last.sent.filter(({ type }) => type === 'rerun')).toHaveLength(1);
  input.remove();
});

test('an element that cannot be drawn leaves the others', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  await welcome();
  await page([{ id: 'x', kind: 'metric', props: { label: 'm', value: '1', chart_data: 'wrong' } }, text('a', 'still here'), { id: 'u', kind: 'unheard_of', props: {} }]);
  expect(screen.getByText('still here')).toBeTruthy();
  expect(screen.getByText(/“unheard_of”/)).toBeTruthy();
  log.mockRestore();
});
