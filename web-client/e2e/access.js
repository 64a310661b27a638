// Whether everybody can use a page: axe's rules, narrow windows, the keyboard.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Asserts that axe finds nothing serious. `rules` limits it to some rules, `within` to a part of the page. */
export async function accessible(page, { rules, within = 'body' } = {}) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(async ({ rules, within }) => {
    // On their way from one theme to the other colors have any contrast.
    const underWay = () => document.getAnimations().filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity && animation.playState === 'running');
    do {
      await Promise.allSettled(underWay().map((animation) => animation.finished));
      await new Promise((begun) => requestAnimationFrame(() => requestAnimationFrame(begun)));
    } while (underWay().length);
    const only = rules ? { type: 'rule', values: rules } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
    const { violations } = await globalThis.axe.run(within, { runOnly: only, resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`));
  }, { rules, within });
  assert.deepEqual(found, []);
}

/** Asserts that a phone of the smallest kind need not scroll sideways. */
export async function narrow(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const inside = (element) => {
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        if (parent !== document.documentElement && parent !== document.body && getComputedStyle(parent).overflowX !== 'visible') return true;
      }
      return false;
    };
    if (document.scrollingElement.scrollWidth <= 320) return [];
    return [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > 321 && !inside(element)).map((element) => element.outerHTML.slice(0, 120));
  });
  await page.setViewportSize(before);
  assert.deepEqual(wide, []);
}

/** Asserts that Tab leads to every control of a part of the page, and that each shows that it has the focus. */
export async function walkable(page, within) {
  const count = await page.evaluate((within) => {
    const part = document.querySelector(within);
    const controls = [...part.querySelectorAll('a[href],button,input,textarea,select,summary,[tabindex="0"]')].filter(
      (control) => control.tabIndex >= 0 && !control.disabled && control.checkVisibility({ visibilityProperty: true }) && !control.closest('[inert]'),
    );
    // Of radio buttons one is reached, the others by arrow keys.
    const groups = new Set();
    const expected = controls.filter(({ type, name, checked }, at) => {
      if (type !== 'radio') return true;
      const first = !groups.has(name) && (checked || !controls.some((other, place) => place !== at && other.name === name && other.checked));
      if (first) groups.add(name);
      return first;
    });
    globalThis.expected = new Set(expected);
    // Focus starts just before the part.
    part.tabIndex = -1;
    part.focus();
    // A player has stops of its own inside, and so has a page in a frame; a card may open under the focus and have some, too.
    return expected.length + 12 + 14 * part.querySelectorAll('audio, video, iframe').length;
  }, within);
  const unseen = [];
  for (let step = 0; step < count && (await page.evaluate(() => globalThis.expected.size > 0)); step++) {
    await page.keyboard.press('Tab');
    const { name, ringed } = await page.evaluate(() => {
      const control = document.activeElement;
      globalThis.expected.delete(control);
      const ring = (element, pseudo) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element, pseudo);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
      };
      const around = [control, control.parentElement, control.parentElement?.parentElement, control.nextElementSibling].filter(Boolean);
      // The browser's own players show by themselves which of their buttons has the focus.
      const player = control instanceof HTMLMediaElement;
      return { name: control.outerHTML.slice(0, 140), ringed: player || around.some((element) => ring(element)) };
    });
    if (!ringed && !(await changesWithFocus(page))) unseen.push(name);
  }
  assert.deepEqual(await page.evaluate(() => [...globalThis.expected].map((control) => control.outerHTML.slice(0, 140))), [], 'Tab does not lead to these');
  assert.deepEqual(unseen, [], 'these do not show that they have the focus');
}

/** Whether the focused control looks different without the focus: for what no computed style tells, such as thumbs. */
async function changesWithFocus(page) {
  const control = await page.evaluateHandle(() => document.activeElement);
  const { x, y, width, height } = await control.boundingBox();
  const clip = { x: Math.max(0, x - 8), y: Math.max(0, y - 8), width: width + 16, height: height + 16 };
  const focused = await page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  await control.evaluate((element) => element.blur());
  const blurred = await page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  await control.evaluate((element) => element.focus());
  return !focused.equals(blurred);
}
