// Containers: lazy bodies, popovers, the sidebar's edge, grids, boxes that follow their end, nests.
import assert from 'node:assert/strict';
import { accessible, narrow } from './access.js';
import { eventually, sees, story } from './harness.js';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const box = (locator) => locator.boundingBox();
const focused = (locator) => locator.evaluate((element) => element === document.activeElement);

story('a lazy tab runs its block only while it is seen', { app: 'layout' }, async ({ page }) => {
  await sees(page, 'Quick is here');
  await sees(page, 'ran 0');
  await page.evaluate(() => {
    const seen = new MutationObserver(() => (globalThis.waited ||= Boolean(document.querySelector('[role=status][aria-label=Loading]'))));
    seen.observe(document.body, { childList: true, subtree: true });
  });
  await page.getByRole('tab', { name: 'Slow' }).click();
  await sees(page, 'Slow is here');
  await sees(page, 'ran 1');
  assert.equal(await page.evaluate(() => globalThis.waited), true, 'nothing said that the tab was on its way');
  assert.equal(await page.getByRole('status', { name: 'Loading' }).count(), 0);
  await page.getByRole('tab', { name: 'Slow' }).press('ArrowLeft');
  await sees(page, 'Quick is here');
  await eventually(async () => (await page.getByText('Slow is here').count()) === 0, 'what is closed is still drawn');
  await sees(page, 'ran 1');
});

story('a popover takes the focus, holds other popups, and gives the focus back', { app: 'layout' }, async ({ page }) => {
  const button = page.getByRole('button', { name: 'Filters' });
  await button.focus();
  await page.keyboard.press('Enter');
  const name = page.getByRole('textbox', { name: 'Name' });
  await eventually(() => focused(name), 'the first control has not the focus');
  await page.keyboard.type('Ada');
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'dog' }).click();
  await sees(page, 'name Ada');
  assert.ok(await name.isVisible());
  await accessible(page);
  await page.keyboard.press('Escape');
  if (await name.isVisible()) await page.keyboard.press('Escape');
  await eventually(async () => !(await name.isVisible()), 'Escape does not close it');
  await eventually(() => focused(button), 'the focus is lost');
  await button.click();
  await name.waitFor();
  await page.mouse.click(20, 500);
  await eventually(async () => !(await name.isVisible()), 'a click elsewhere does not close it');
});

story('on a phone a popover is a sheet at the bottom', { app: 'layout', ...PHONE }, async ({ page }) => {
  await page.getByRole('button', { name: 'Filters' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Filters' });
  await sheet.waitFor();
  await eventually(async () => {
    const { x, y, width, height } = await box(sheet);
    return x === 0 && width === 390 && Math.abs(y + height - 844) < 1;
  }, 'it does not stand at the bottom');
  await accessible(page);
  await sheet.getByRole('button', { name: 'Close' }).tap();
  await eventually(async () => !(await sheet.isVisible()), 'the button does not close it');
});

story('a step is reached by the script and gone back to by a click', { app: 'layout' }, async ({ page }) => {
  const steps = page.locator('.steps');
  assert.ok(await steps.getByRole('button', { name: /Two/ }).isDisabled());
  await page.getByRole('button', { name: 'On to two' }).click();
  await sees(page, 'This is two');
  await steps.getByRole('button', { name: /One/ }).click();
  await page.getByRole('button', { name: 'On to two' }).waitFor();
  await steps.getByRole('button', { name: /Two/ }).click();
  await sees(page, 'This is two');
});

story('the edge of the sidebar is moved by keyboard and mouse, and stays where it was put', { app: 'layout' }, async ({ page }) => {
  const edge = page.getByRole('separator', { name: 'Width of the sidebar' });
  const aside = page.locator('#sidebar');
  await edge.focus();
  assert.equal(await edge.getAttribute('aria-valuenow'), '300');
  await page.keyboard.press('ArrowRight');
  assert.equal((await box(aside)).width, 316);
  await page.keyboard.press('Home');
  assert.equal((await box(aside)).width, 180);
  await page.mouse.move(180, 400);
  await page.mouse.down();
  await page.mouse.move(420, 400, { steps: 4 });
  await page.mouse.up();
  await eventually(async () => Math.abs((await box(aside)).width - 420) < 3, 'the mouse does not move it');
  const { width } = await box(aside);
  await page.reload();
  await sees(page, 'Pinned');
  assert.equal((await box(aside)).width, width);
  await page.getByRole('separator').dblclick();
  assert.equal((await box(aside)).width, 300);
  await accessible(page);
});

story('a tap beside the drawer of a phone closes it, and a finger pushes it away', { app: 'layout', ...PHONE }, async ({ page, context }) => {
  const show = page.locator('header').getByRole('button', { name: 'Show sidebar' });
  const aside = page.locator('#sidebar');
  await show.tap();
  await eventually(async () => (await box(aside)).x === 0, 'the drawer does not come');
  await page.touchscreen.tap(370, 500);
  await eventually(() => aside.evaluate((element) => element.inert), 'a tap beside it does not close it');
  await show.tap();
  await eventually(async () => (await box(aside)).x === 0, 'the drawer does not come again');
  const finger = await context.newCDPSession(page);
  const touch = (type, x) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: 600 }] });
  await touch('touchStart', 280);
  for (const x of [260, 230, 200, 160]) await touch('touchMove', x);
  await touch('touchEnd');
  await eventually(() => aside.evaluate((element) => element.inert), 'the finger does not push it away');
});

story('cells of a grid are wider and higher, and fit a phone', { app: 'layout' }, async ({ page }) => {
  const place = (text) => page.locator('.st-key-grid .place').filter({ has: page.getByText(text, { exact: true }) });
  const [wide, high, plain] = await Promise.all(['wide cell', 'high cell', 'cell 0'].map((text) => box(place(text))));
  assert.ok(Math.abs(wide.width - 2 * plain.width - 16) < 1, `${wide.width} ${plain.width}`);
  assert.ok(high.height > 1.5 * plain.height, `${high.height} ${plain.height}`);
  await page.setViewportSize({ width: 320, height: 800 });
  await eventually(async () => (await box(place('wide cell'))).x === (await box(place('cell 0'))).x, 'it has as many columns on a phone');
  await narrow(page);
});

story('a box follows its end unless the person has scrolled up', { app: 'layout' }, async ({ page }) => {
  const log = page.locator('.st-key-log > .container');
  const rest = () => log.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop);
  await eventually(async () => (await rest()) < 2, 'it does not begin at its end');
  await page.getByRole('button', { name: 'More lines' }).click();
  await log.getByText('line 19').waitFor({ state: 'attached' });
  await eventually(async () => (await rest()) < 2, 'it does not follow');
  await log.evaluate((box) => (box.scrollTop = 0));
  await page.getByRole('button', { name: 'More lines' }).click();
  await log.getByText('line 29').waitFor({ state: 'attached' });
  assert.equal(await log.evaluate((box) => box.scrollTop), 0);
});

story('style rules of the script win, and scoped ones stay inside', { app: 'layout' }, async ({ page }) => {
  const style = (locator, name) => locator.evaluate((element, name) => getComputedStyle(element)[name], name);
  const styled = page.getByRole('button', { name: 'Styled' });
  assert.equal(await style(styled, 'borderRadius'), '21px');
  // Colors of buttons take a moment to change.
  await eventually(async () => (await style(styled, 'backgroundColor')) === 'rgb(1, 2, 3)', 'the button has another color');
  assert.equal(await style(page.getByText('Scoped', { exact: true }), 'color'), 'rgb(4, 5, 6)');
  assert.equal(await style(page.locator('.st-key-scoped'), 'paddingTop'), '7px');
  assert.notEqual(await style(page.getByRole('button', { name: 'More lines' }), 'borderRadius'), '21px');
});

story('neighbors are of one height, a stretched space pushes, the bottom stays', { app: 'layout' }, async ({ page }) => {
  const height = async (key) => (await box(page.locator(`.st-key-${key} > .container`))).height;
  assert.equal(await height('short'), await height('long'));
  const [row, left, right] = await Promise.all([page.locator('.st-key-row'), page.getByRole('button', { name: 'Left one' }), page.getByRole('button', { name: 'Right one' })].map(box));
  assert.ok(Math.abs(left.x - row.x) < 1 && Math.abs(right.x + right.width - row.x - row.width) < 1);
  const pinned = page.getByText('Pinned', { exact: true });
  await page.evaluate(() => scrollTo(0, 0));
  const above = await box(pinned);
  await page.evaluate(() => scrollTo(0, 300));
  assert.equal((await box(pinned)).y, above.y);
  assert.ok(above.y < page.viewportSize().height);
});

story('all containers nest three deep, also on the narrowest phone', { app: 'nested', timeout: 120_000 }, async ({ page }) => {
  // Some thousands of elements take their time on a busy machine.
  await page.getByText('the end', { exact: true }).waitFor({ timeout: 60_000 });
  assert.equal(await page.getByText(/^in \w+ \w+ \w+$/).count(), 9 ** 3 - 25);
  await narrow(page);
});
