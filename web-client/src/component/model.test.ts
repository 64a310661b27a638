import { Model, plain, type Values } from './model';

function model(values: Values = { count: 1, max: 5 }, states = ['count'], triggers = ['saved', 'message']) {
  const sent: unknown[] = [];
  return { sent, model: new Model(values, states, triggers, { save: (states) => sent.push(states), trigger: (name, value) => sent.push([name, value]) }) };
}

test('what is set is told here at once and sent when it is saved', () => {
  const { model: own, sent } = model();
  const heard: unknown[] = [];
  own.on('change:count', (_, value) => heard.push(value));
  own.set('count', 2);
  own.set('count', 2);
  expect([heard, sent]).toEqual([[2], []]);
  own.save_changes();
  expect(sent).toEqual([{ count: 2 }]);
});

test('what the script gives is read only, and what it does not name is not sent', () => {
  for (const name of ['max', 'stray']) {
    const { model: own, sent } = model();
    own.set(name, 9);
    expect(() => own.save_changes()).toThrow(`\`${name}\``);
    own.save_changes();
    expect(sent).toEqual([{ count: 1 }]);
  }
});

test('news of the script are changes, but not over what waits to be saved', () => {
  const { model: own } = model();
  const heard: string[] = [];
  own.on('change:max change:count', () => heard.push('one'));
  own.on('change', () => heard.push('any'));
  own.set('count', 3);
  own.take({ count: 1, max: 6 });
  expect([own.get('count'), own.get('max')]).toEqual([3, 6]);
  own.save_changes();
  own.take({ count: 1, max: 6 });
  expect(own.get('count')).toBe(1);
  expect(heard).toEqual(['one', 'any', 'one', 'any', 'one', 'any']);
});

test('listeners are taken off: one, those of an event, or all', () => {
  const { model: own } = model();
  const heard: string[] = [];
  const [first, second] = [() => heard.push('first'), () => heard.push('second')];
  own.on('change:count', first);
  own.on('change:count', second);
  own.off('change:count', first);
  own.set('count', 2);
  own.off();
  own.set('count', 3);
  expect(heard).toEqual(['second']);
});

test('what happens once is sent by its name, if the script wants to hear of it', () => {
  const { model: own, sent } = model();
  own.trigger('saved', { at: 3 });
  own.send('hello');
  expect(sent).toEqual([['saved', { at: 3 }], ['message', 'hello']]);
  expect(() => own.trigger('gone')).toThrow('`gone`');
});

test('only data is sent, and not too much of it', () => {
  expect(plain({ a: undefined, b: () => 1, c: NaN, d: new Date(0) })).toEqual({ c: null, d: '1970-01-01T00:00:00.000Z' });
  expect(() => plain('ü'.repeat(300_000))).toThrow('500 KB');
  expect(plain('u'.repeat(300_000))).toHaveLength(300_000);
});
