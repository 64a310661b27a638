import { stage } from './lib/testing';
import { enterInForm, submitForm, trigger, useValue } from './lib/value';

const slider = { kind: 'slider', props: { value: 1 } };

function values(sent: unknown[]): unknown[] {
  return sent.map((message) => (message as { value?: unknown }).value);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a value', () => {
  test('is shown at once and sent', () => {
    const { node, sent } = stage(slider);
    const input = useValue<number>(() => node);
    input.set(5);
    expect(input.value).toBe(5);
    expect(sent).toEqual([{ type: 'event', id: 'w', value: 5, seq: 1 }]);
  });

  test('is not overwritten by an older frame', async () => {
    const { node, frame } = stage(slider);
    const input = useValue<number>(() => node);
    input.set(5);
    input.set(6);
    await frame({ ack: 1, patches: [{ op: 'update', id: 'w', props: { value: 5 } }] });
    expect(input.value).toBe(6);
    await frame({ ack: 2, patches: [{ op: 'update', id: 'w', props: { value: 6 } }] });
    await frame({ ack: 2, patches: [{ op: 'update', id: 'w', props: { value: 7 } }] });
    expect(input.value).toBe(7);
  });

  test('is sent at its pace, the latest last', () => {
    const { node, sent } = stage(slider);
    const input = useValue<number>(() => node);
    for (let value = 2; value < 10; value++) {
      input.set(value, { throttle: 60 });
      vi.advanceTimersByTime(10);
    }
    expect(values(sent)).toEqual([2, 7]);
    vi.advanceTimersByTime(100);
    expect(values(sent)).toEqual([2, 7, 9]);
  });

  test('goes out before a button that follows it', () => {
    const { page, node, sent } = stage(slider);
    const input = useValue<number>(() => node);
    input.set(2, { throttle: 60 });
    input.set(3, { throttle: 60 });
    trigger(page.elements.get('w')!, true);
    expect(values(sent)).toEqual([2, 3, true]);
    vi.advanceTimersByTime(100);
    expect(sent).toHaveLength(3);
  });

  test('that the server rejects is the server’s again', () => {
    const { page, node } = stage(slider);
    const input = useValue<number>(() => node);
    input.set(500);
    page.events.rejected('w', 1);
    expect(input.value).toBe(1);
    expect(page.events.waiting).toBe(false);
  });
});

describe('a draft', () => {
  test('is sent when it is committed, and only if it differs', () => {
    const { node, sent } = stage({ kind: 'text_input', props: { value: 'a' } });
    const input = useValue<string>(() => node);
    input.commit();
    input.draft('ab');
    input.draft('a');
    input.commit();
    expect(sent).toEqual([]);
    expect(input.dirty).toBe(false);
    input.draft('abc');
    expect(input.value).toBe('abc');
    input.commit();
    expect(values(sent)).toEqual(['abc']);
  });

  test('stays when a frame acknowledges what was sent before it', async () => {
    const { node, frame } = stage({ kind: 'text_input', props: { value: '' } });
    const input = useValue<string>(() => node);
    input.set('a');
    input.draft('ab');
    await frame({ ack: 1, patches: [{ op: 'update', id: 'w', props: { value: 'a' } }] });
    expect(input.value).toBe('ab');
  });

  test('survives a page that is sent as a whole', async () => {
    const { page, node, frame } = stage({ kind: 'text_input', props: { value: '' } });
    useValue<string>(() => node).draft('typing');
    page.events.restart();
    await frame({ reset: true, patches: [{ op: 'insert', parent: '0', index: 0, node: { id: '1', kind: 'main', props: {}, children: [{ id: 'w', kind: 'text_input', props: { value: 'x' } }] } }] });
    expect(page.elements.get('w')).toBe(node);
    expect(useValue<string>(() => node).value).toBe('typing');
  });
});

describe('in a form', () => {
  const field = { kind: 'text_input', props: { value: 'old' } };

  test('nothing is sent until its submit, then all together', async () => {
    const { page, node, sent, frame } = stage({ ...field, inForm: true });
    const input = useValue<string>(() => node);
    input.set('new', { throttle: 10 });
    input.commit();
    vi.advanceTimersByTime(100);
    expect(sent).toEqual([]);
    submitForm(page.elements.get('s')!);
    expect(sent).toEqual([{ type: 'submit', id: 's', values: { w: 'new' }, seq: 1 }]);
    expect(input.value).toBe('new');
    await frame({ ack: 1, patches: [{ op: 'update', id: 'w', props: { value: 'new!' } }] });
    expect(input.value).toBe('new!');
  });

  test('a form that clears itself shows what the server shows once it has the values', async () => {
    const { page, node, sent, frame } = stage({ ...field, inForm: { clear_on_submit: true } });
    const input = useValue<string>(() => node);
    input.set('new');
    submitForm(page.elements.get('s')!);
    expect(sent).toMatchObject([{ values: { w: 'new' } }]);
    await frame({ ack: 1, patches: [] });
    expect(input.value).toBe('old');
    submitForm(page.elements.get('s')!);
    expect(sent.at(-1)).toMatchObject({ values: {} });
  });

  test('Enter submits if the form wants it so', () => {
    const willing = stage({ ...field, inForm: true });
    expect(enterInForm(willing.node)).toBe(true);
    expect(willing.sent).toMatchObject([{ type: 'submit', id: 's' }]);
    expect(enterInForm(stage({ ...field, inForm: { enter_to_submit: false } }).node)).toBe(false);
    expect(enterInForm(stage(field).node)).toBe(false);
  });
});

describe('after a lost connection', () => {
  test('what the server has not confirmed is sent again: the latest value, every trigger', async () => {
    const { page, node, sent, frame } = stage(slider);
    const input = useValue<number>(() => node);
    input.set(2);
    await frame({ ack: 1 });
    input.set(3);
    input.set(4);
    trigger(node, true);
    trigger(node, true);
    sent.length = 0;
    page.events.resend();
    expect(sent.map((message) => (message as { seq: number }).seq)).toEqual([3, 4, 5]);
  });

  test('a new session gets nothing of the old one', () => {
    const { page, node, sent } = stage(slider);
    const input = useValue<number>(() => node);
    input.set(2);
    sent.length = 0;
    page.events.restart();
    page.events.resend();
    expect(sent).toEqual([]);
    expect(input.value).toBe(1);
  });

  test('numbers go on where the session was', async () => {
    const { node, sent, frame } = stage(slider);
    await frame({ ack: 40 });
    useValue<number>(() => node).set(2);
    expect(sent).toMatchObject([{ seq: 41 }]);
  });
});
