// A run that takes long: the page says so and never dims.
import assert from 'node:assert/strict';
import { misses, sees, story } from './harness.js';

const running = { app: 'running' };

/** The elements of the page that are not fully opaque. */
const dimmed = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main .w, main .w *')].filter((element) => {
      const { opacity, filter } = getComputedStyle(element);
      return opacity !== '1' && !element.closest('.tools,.copy') ? true : filter !== 'none';
    }).map((element) => element.outerHTML.slice(0, 120)),
  );

story('a short run moves nothing', running, async ({ page }) => {
  assert.equal(await page.locator('.gleam.on').count(), 0);
  await misses(page, 'Running…');
});

story('a long run shows its steps before its end, and dims nothing', running, async ({ page }) => {
  await page.getByRole('radio', { name: 'in steps' }).check();
  await page.locator('.gleam.on').waitFor();
  await sees(page, 'step 1');
  assert.equal(await page.getByText('step 5').count(), 0, 'all came at once');
  await sees(page, 'Running…');
  assert.deepEqual(await dimmed(page), []);
  // What the run has not reached yet stays.
  await sees(page, 'at the end');
  await sees(page, 'step 5');
  await misses(page, 'Running…');
  await page.locator('.gleam:not(.on)').waitFor({ state: 'attached' });
});

story('Stop ends an endless loop, and the page goes on', running, async ({ page }) => {
  await page.getByRole('radio', { name: 'for ever' }).check();
  await sees(page, 'round and round');
  await page.getByRole('button', { name: 'Stop' }).click();
  await misses(page, 'Running…');
  await page.getByRole('radio', { name: 'shortly' }).check();
  await sees(page, 'at the end');
  await misses(page, 'round and round');
});

story('a change ends the old run and begins a new one', running, async ({ page }) => {
  await page.getByRole('radio', { name: 'for ever' }).check();
  await sees(page, 'round and round');
  await page.getByRole('radio', { name: 'shortly' }).check();
  await sees(page, 'at the end');
  await misses(page, 'round and round');
});

story('with reduced motion nothing moves', { ...running, reducedMotion: 'reduce' }, async ({ page }) => {
  await page.getByRole('radio', { name: 'for ever' }).check();
  await page.locator('.gleam.on').waitFor();
  await sees(page, 'Running…');
  const moving = await page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running' && animation.effect.getComputedTiming().duration > 1).length);
  assert.equal(moving, 0);
  await page.getByRole('button', { name: 'Stop' }).click();
  await misses(page, 'Running…');
});
