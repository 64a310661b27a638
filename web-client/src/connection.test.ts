import { Connection, socketAddress } from './connection.svelte';
import type { ServerMessage } from './protocol';

class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: { type: string }[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;
  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.readyState = 3;
  }
  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  /** The line goes down. */
  break(): void {
    this.readyState = 3;
    this.onclose?.();
  }
}

const WELCOME = { type: 'welcome', token: 't', resumed: false, development: true, version: '0' };
let connection: Connection;
let received: ServerMessage[];
const last = (): FakeSocket => FakeSocket.all.at(-1) as FakeSocket;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  FakeSocket.all = [];
  received = [];
  connection = new Connection({ hello: () => ({ type: 'ping' }), receive: (message) => received.push(message) }, 'ws://x/ws');
  connection.start();
});
afterEach(() => {
  connection.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('says hello first and is live when it is welcome', () => {
  last().open();
  expect(last().sent).toHaveLength(1);
  expect(connection.state).toBe('connecting');
  expect(connection.send({ type: 'stop' })).toBe(false);
  last().say(WELCOME);
  expect(connection.state).toBe('live');
  expect(connection.send({ type: 'stop' })).toBe(true);
  expect(received).toHaveLength(1);
});

test('comes back by itself, waiting longer each time', () => {
  last().open();
  last().say(WELCOME);
  const waits = [200, 400, 800, 1600, 3000, 3000];
  for (const wait of waits) {
    const count = FakeSocket.all.length;
    last().break();
    expect(connection.state).toBe('lost');
    vi.advanceTimersByTime(wait - 1);
    expect(FakeSocket.all).toHaveLength(count);
    vi.advanceTimersByTime(1);
    expect(FakeSocket.all).toHaveLength(count + 1);
  }
});

test('comes back at once when the network or the person does', () => {
  last().break();
  last();
  dispatchEvent(new Event('online'));
  expect(FakeSocket.all).toHaveLength(2);
  last().break();
  document.dispatchEvent(new Event('visibilitychange'));
  expect(FakeSocket.all).toHaveLength(3);
});

test('notices a line that is dead but not closed', () => {
  last().open();
  last().say(WELCOME);
  vi.advanceTimersByTime(20_000);
  expect(last().sent.at(-1)).toEqual({ type: 'ping' });
  last().say({ type: 'pong' });
  vi.advanceTimersByTime(29_999);
  expect(connection.state).toBe('live');
  vi.advanceTimersByTime(1);
  expect(connection.state).toBe('lost');
});

test('does not knock again when it was refused, until the person does', () => {
  last().open();
  last().say({ type: 'refused', reason: 'full', message: 'no room' });
  last().break();
  vi.advanceTimersByTime(60_000);
  expect([connection.state, connection.refusal]).toEqual(['refused', 'no room']);
  expect(FakeSocket.all).toHaveLength(1);
  connection.retry();
  last().open();
  last().say(WELCOME);
  expect(connection.state).toBe('live');
});

test('finds the socket beside the page', () => {
  expect(socketAddress('http://a.org/')).toBe('ws://a.org/ws');
  expect(socketAddress('https://a.org/apps/wave/?k=1#x')).toBe('wss://a.org/apps/wave/ws');
});
