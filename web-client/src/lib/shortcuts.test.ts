import { listen, shown, spoken } from './shortcuts';

let stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  document.body.replaceChildren();
});

function button(shortcut: string): { clicks: number; element: HTMLButtonElement } {
  const element = document.body.appendChild(document.createElement('button'));
  const counted = { clicks: 0, element };
  element.addEventListener('click', () => counted.clicks++);
  stops.push(listen(shortcut, element));
  return counted;
}

const press = (key: string, more: KeyboardEventInit = {}, at: EventTarget = document.body) =>
  at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));

test('keys press their button, with exactly their modifiers', () => {
  const run = button('Ctrl+Enter');
  press('Enter', { ctrlKey: true });
  press('Enter');
  press('Enter', { ctrlKey: true, shiftKey: true });
  expect(run.clicks).toBe(1);
});

test('of two buttons with the same keys the first on the page gets them', () => {
  const first = button('S');
  const second = button('S');
  press('s');
  expect([first.clicks, second.clicks]).toEqual([1, 0]);
  first.element.disabled = true;
  press('s');
  expect([first.clicks, second.clicks]).toEqual([1, 1]);
});

test('a letter belongs to the text that is being typed', () => {
  const save = button('S');
  const all = button('Ctrl+S');
  const input = document.body.appendChild(document.createElement('input'));
  press('s', {}, input);
  press('s', { ctrlKey: true }, input);
  expect([save.clicks, all.clicks]).toEqual([0, 1]);
});

test('Enter belongs to what has the focus, and a sign may need Shift', () => {
  const go = button('Enter');
  const help = button('?');
  press('Enter', {}, document.body.appendChild(document.createElement('a')));
  press('Enter');
  press('?', { shiftKey: true });
  expect([go.clicks, help.clicks]).toEqual([1, 1]);
});

test('shortcuts are written for people and for screen readers', () => {
  expect(shown('Ctrl+Shift+Left')).toBe('Ctrl+Shift+←');
  expect(spoken('Ctrl+Shift+Left')).toBe('Control+Shift+ArrowLeft');
  expect(spoken('Ctrl++')).toBe('Control++');
});

test('of a field they lead into it, and what stands there is chosen', () => {
  const field = document.body.appendChild(document.createElement('input'));
  field.value = 'slider';
  stops.push(listen('/', field));
  press('/');
  expect(document.activeElement).toBe(field);
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 6]);
});
