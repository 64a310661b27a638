import { Model } from './model';
import { failure, mountModule } from './mount';
import { heard } from './protocol';

const model = () => new Model({ a: 1 }, ['a'], [], { save: () => {}, trigger: () => {} });
const element = () => document.createElement('div');

test('all shapes of a module are drawn, and taken off in turn', async () => {
  const done: string[] = [];
  const parts = {
    initialize: () => (done.push('begin'), () => done.push('end')),
    render: ({ el }: { el: HTMLElement }) => ((el.textContent = 'drawn'), () => done.push('off')),
  };
  for (const module of [{ default: parts }, { default: async () => parts }, parts]) {
    const el = element();
    const unmount = await mountModule(module, model(), el, () => {});
    expect(el.textContent).toBe('drawn');
    unmount();
    unmount();
    expect(done.splice(0)).toEqual(['begin', 'off', 'end']);
  }
});

test('a module without `render` says what would work', async () => {
  await expect(mountModule({ default: {} }, model(), element(), () => {})).rejects.toThrow('export default { render(');
});

test('what fails at the end is told, and the rest still ends', async () => {
  const failed: unknown[] = [];
  const ended = vi.fn();
  const module = { default: { initialize: () => ended, render: () => () => { throw new Error('late'); } } };
  (await mountModule(module, model(), element(), (error) => failed.push(error)))();
  expect([failed.length, ended.mock.calls.length]).toEqual([1, 1]);
});

test('a failure names the file of the component, not our own', () => {
  const error = new TypeError('no stars');
  error.stack = 'TypeError: no stars\n    at http://h/assets/x.js:1:2\n    at draw (http://h/sub/component/abc/12/lib/stars.js:7:9)\n    at http://h/component/abc/12/index.js:1:1';
  expect(failure(error)).toEqual({ message: 'TypeError: no stars', file: 'lib/stars.js', line: 7, column: 9 });
  expect(failure('plain')).toEqual({ message: 'plain', file: '', line: 0, column: 0 });
});

test('a frame may say anything, and only what we know is heard', () => {
  expect(heard({ type: 'save', states: { a: 1 } })).toEqual({ type: 'save', states: { a: 1 } });
  for (const wrong of [null, 7, 'save', { type: 'save', states: [1] }, { type: 'trigger', name: 7 }, { type: 'height', height: '9' }, { type: 'open' }]) expect(heard(wrong)).toBeNull();
  const told = heard({ type: 'failed', failure: { message: 'x'.repeat(9999), file: 3, line: 'one', column: 1.5 } });
  expect(told).toEqual({ type: 'failed', failure: { message: 'x'.repeat(2000), file: '', line: 0, column: 0 } });
});
