// Light, dark, and the person's choice.
import assert from 'node:assert/strict';
import { accessible } from './access.js';
import { story } from './harness.js';

const hello = { app: 'examples/hello' };
const lightness = (page) => page.evaluate(() => {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data[1];
});

for (const colorScheme of ['light', 'dark']) {
  story(`the page is ${colorScheme} where the system is`, { ...hello, colorScheme }, async ({ page }) => {
    assert.equal((await lightness(page)) > 128, colorScheme === 'light');
    await accessible(page);
  });

  const other = colorScheme === 'light' ? 'Dark' : 'Light';
  story(`a ${other.toLowerCase()} page, chosen from the menu, stays after a reload`, { ...hello, colorScheme }, async ({ page }) => {
    const before = await lightness(page);
    await page.getByRole('button', { name: 'Page menu' }).click();
    await page.getByText(other, { exact: true }).click();
    await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, other.toLowerCase());
    await page.keyboard.press('Escape');
    assert.equal((await lightness(page)) > 128, before < 128);
    await page.reload();
    await page.getByRole('slider').waitFor();
    assert.equal((await lightness(page)) > 128, before < 128);
  });
}

story('the menu is for the keyboard, too', hello, async ({ page }) => {
  const menu = page.getByRole('button', { name: 'Page menu' });
  await menu.press('Enter');
  await page.getByRole('button', { name: 'Print' }).waitFor();
  await accessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Print' }).waitFor({ state: 'hidden' });
  assert.ok(await menu.evaluate((button) => button === document.activeElement));
});
