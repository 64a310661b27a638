// What goes on and how it is told: tasks beside the page, spinners, statuses, bars, notices.
import assert from 'node:assert/strict';
import { eventually, misses, sees, story } from './harness.js';

const status = { app: 'status' };
const bar = (page) => page.getByRole('progressbar', { name: 'The work' });
/** The page is final: the task that begins with it has brought its result, and with it the last run. */
const settled = (page) => sees(page, 'the result is 42');
const reached = async (page) => Number(await bar(page).getAttribute('aria-valuenow'));

story('a task goes on while the person types, and is there after a reload', { ...status, own: true }, async ({ page }) => {
  await page.getByRole('button', { name: 'Work' }).click();
  await eventually(async () => (await bar(page).count()) && (await reached(page)) > 0, 'nothing moves');
  const before = await reached(page);
  const field = page.getByRole('textbox', { name: 'Name' });
  await field.pressSequentially('Ada', { delay: 150 });
  // What is being typed is not touched by the pages that the task brings.
  await eventually(async () => (await reached(page)) > before, 'it does not move while somebody types');
  assert.equal(await field.inputValue(), 'Ada');
  await field.press('Enter');
  await sees(page, 'Hello Ada');
  const there = await reached(page);
  await page.reload();
  await sees(page, 'work is running');
  await eventually(async () => (await reached(page)) >= there, 'it began anew');
  await sees(page, /step \d+/);
  await sees(page, /left/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await sees(page, 'work is cancelled');
  await sees(page, /^Canceled/);
  await page.getByRole('button', { name: 'Run again' }).click();
  await sees(page, 'work is running');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await sees(page, 'work is cancelled');
});

story('a result comes to the page by itself', status, async ({ page }) => {
  await sees(page, 'the result is 42');
  await page.getByRole('button', { name: 'Compute' }).click();
  await sees(page, 'the result is ');
  await sees(page, 'the result is 42');
});

story('a spinner counts the seconds', status, async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'Wait' }).click();
  await sees(page, 'Waiting for the model');
  const time = page.locator('.spinner .time');
  const first = parseFloat(await time.innerText());
  await eventually(async () => (await time.count()) === 0 || parseFloat(await time.innerText()) > first + 0.3, 'the time stands still');
  await sees(page, 'it came');
  await misses(page, 'Waiting for the model');
});

story('a status is complete when its block ends, and opens', status, async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'Index' }).click();
  const head = page.locator('[data-kind=status] summary');
  await head.filter({ hasText: 'Running' }).waitFor();
  await head.filter({ hasText: 'Complete' }).waitFor();
  await misses(page, 'a first step');
  await head.click();
  await sees(page, 'a first step');
});

story('a loop tells how far it is, and its bar goes', status, async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'Loop' }).click();
  await sees(page, 'Looping');
  await sees(page, /\d+ of 30 · .*left/);
  await sees(page, 'looped');
  await misses(page, 'Looping');
});

story('a skeleton stands where something is to come', status, async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'Place' }).click();
  const place = page.locator('[data-kind=skeleton]');
  await place.waitFor();
  assert.equal((await place.boundingBox()).height, 80);
  await sees(page, 'what has come');
  await place.waitFor({ state: 'detached' });
});

story('balloons rise once, and not when the page comes back', status, async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'Celebrate' }).click();
  await page.locator('canvas[data-celebration]').waitFor({ state: 'attached' });
  await page.reload();
  await sees(page, 'hooray');
  assert.equal(await page.locator('canvas[data-celebration]').count(), 0);
});

story('with reduced motion there are no balloons', { ...status, reducedMotion: 'reduce' }, async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'Celebrate' }).click();
  await sees(page, 'hooray');
  assert.equal(await page.locator('canvas[data-celebration]').count(), 0);
});

story('a notice is a toast until it is allowed', status, async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'Tell' }).click();
  await page.getByRole('log').getByText('All *done*').waitFor();
});

story('an allowed notice is the browser\'s', { ...status, permissions: ['notifications'] }, async ({ page }) => {
  await settled(page);
  await page.evaluate(() => {
    globalThis.told = [];
    globalThis.Notification = class {
      static permission = 'granted';
      constructor(title, { body }) {
        globalThis.told.push(`${title}: ${body}`);
      }
    };
  });
  await page.getByRole('button', { name: 'Tell' }).click();
  await sees(page, 'told');
  await eventually(async () => (await page.evaluate(() => globalThis.told.length)) === 1, 'the browser was not told');
  assert.deepEqual(await page.evaluate(() => globalThis.told), ['Ready: All *done*']);
  assert.equal(await page.getByRole('log').getByText('All').count(), 0);
});

story('an empty state has a button that works', status, async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'Make it' }).click();
  await sees(page, 'made');
});

story('a text is copied without a run', { ...status, permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page }) => {
  await page.getByRole('button', { name: 'Copy the spell' }).click();
  await page.locator('[role=status]', { hasText: 'Copied' }).waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'mirror, mirror');
});
