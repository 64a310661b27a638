import { fireEvent, render, screen } from '@testing-library/svelte';
import { stage } from '../../lib/testing';
import Popover from './Popover.svelte';

// The test's browser has no top layer: what opens and closes is said by hand.
beforeEach(() => {
  const open = new WeakSet<HTMLElement>();
  const set = (element: HTMLElement, shown: boolean): boolean => {
    if (shown === open.has(element)) return shown;
    if (shown) open.add(element);
    else open.delete(element);
    element.dispatchEvent(Object.assign(new Event('toggle'), { newState: shown ? 'open' : 'closed' }));
    return shown;
  };
  const matches = HTMLElement.prototype.matches;
  vi.spyOn(HTMLElement.prototype, 'matches').mockImplementation(function (this: HTMLElement, selector: string) {
    return selector === ':popover-open' ? open.has(this) : matches.call(this, selector);
  });
  Object.assign(HTMLElement.prototype, {
    togglePopover(this: HTMLElement, wanted?: boolean) {
      return set(this, wanted ?? !open.has(this));
    },
    hidePopover(this: HTMLElement) {
      set(this, false);
    },
  });
});

afterEach(() => vi.restoreAllMocks());

const child = { id: 'c', kind: 'text', props: { body: 'inside' } };

test('the script hears of it only where it follows, and may open it', async () => {
  const { node, sent, frame } = stage({ kind: 'popover', props: { label: 'More', type: 'secondary', lazy: true, value: false } });
  const { container } = render(Popover, { node });
  const panel = container.querySelector('[popover]') as HTMLElement;
  panel.togglePopover(true);
  expect(sent).toEqual([{ type: 'event', id: 'w', value: true, seq: 1 }]);
  await frame({ patches: [] });
  expect(screen.getByRole('status').getAttribute('aria-label')).toBe('Loading');
  await frame({ ack: 1, patches: [{ op: 'update', id: 'w', props: { value: true } }, { op: 'insert', parent: 'w', index: 0, node: child }] });
  expect(screen.queryByRole('status')).toBeNull();
  await frame({ patches: [{ op: 'update', id: 'w', props: { value: false } }] });
  expect(panel.matches(':popover-open')).toBe(false);
  expect(sent).toHaveLength(1);
});

test('Escape closes it and gives the focus back', async () => {
  const { node, sent } = stage({ kind: 'popover', props: { label: 'More', type: 'primary' }, children: [child] });
  const { container } = render(Popover, { node });
  const panel = container.querySelector('[popover]') as HTMLElement;
  panel.togglePopover(true);
  expect(panel.contains(document.activeElement)).toBe(true);
  await fireEvent.keyDown(panel, { key: 'Escape' });
  expect(panel.matches(':popover-open')).toBe(false);
  expect(document.activeElement?.textContent).toContain('More');
  expect(sent).toEqual([]);
});
