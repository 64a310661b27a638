import { swipeAway } from './swipe';

function finger(drawer: HTMLElement, type: string, x: number, y = 0, pointerType = 'touch'): void {
  drawer.dispatchEvent(Object.assign(new Event(`pointer${type}`, { bubbles: true }), { pointerId: 1, pointerType, clientX: x, clientY: y }));
}

function stage() {
  const drawer = document.createElement('div');
  document.body.append(drawer);
  const away = vi.fn();
  return { drawer, away, stop: swipeAway(drawer, away) };
}

test('a finger pushes the drawer out', () => {
  const { drawer, away } = stage();
  finger(drawer, 'down', 200);
  finger(drawer, 'move', 170);
  expect(drawer.style.translate).toBe('-30px');
  expect(away).not.toHaveBeenCalled();
  finger(drawer, 'move', 120);
  expect(away).toHaveBeenCalledOnce();
  expect(drawer.style.translate).toBe('');
});

test('scrolling, the mouse and the other direction do not', () => {
  const { drawer, away } = stage();
  finger(drawer, 'down', 200);
  finger(drawer, 'move', 190, 60);
  finger(drawer, 'move', 100, 60);
  finger(drawer, 'down', 200, 0, 'mouse');
  finger(drawer, 'move', 100, 0, 'mouse');
  finger(drawer, 'down', 200);
  finger(drawer, 'move', 300);
  finger(drawer, 'up', 300);
  expect(away).not.toHaveBeenCalled();
});

test('nothing is left of it when it stops', () => {
  const { drawer, away, stop } = stage();
  stop();
  finger(drawer, 'down', 200);
  finger(drawer, 'move', 20);
  expect(away).not.toHaveBeenCalled();
  expect(drawer.style.touchAction).toBe('');
});
