import assert from 'node:assert/strict';
import { brotliCompressSync } from 'node:zlib';
import { open, sees, story, tabTo } from './harness.js';

const hello = { app: 'examples/hello' };

story('the page follows a name and a number', hello, async ({ page }) => {
  await page.getByLabel('Your name').fill('Snow White');
  await page.keyboard.press('Enter');
  await sees(page, /Hello, Snow White!/);
  await tabTo(page, page.getByRole('slider'));
  await page.keyboard.press('End');
  await page.getByText('Hello, Snow White!').nth(9).waitFor();
});

story('the slider follows the mouse', hello, async ({ page }) => {
  const { x, y, width, height } = await page.getByRole('slider').boundingBox();
  await page.mouse.move(x + width * 0.25, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + height / 2, { steps: 5 });
  await page.mouse.move(x + width - 2, y + height / 2, { steps: 5 });
  await page.mouse.up();
  await page.getByText('Hello, friend!').nth(9).waitFor();
  assert.equal(await page.getByRole('slider').inputValue(), '10');
});

story('the first page is small', { ...hello, load: false }, async ({ t, page, server }) => {
  const loaded = [];
  page.on('response', (response) => loaded.push(response));
  await open(page, server.url);
  await page.waitForLoadState('networkidle');
  const code = loaded.filter((response) => /html|javascript|css/.test(response.headers()['content-type'] ?? ''));
  // Chromium may ask for gzip; what counts is what brotli makes of it, which is what the server stores.
  const bytes = await Promise.all(code.filter((response) => /javascript|css/.test(response.headers()['content-type'])).map(async (response) => brotliCompressSync(await response.body()).length));
  const total = bytes.reduce((sum, size) => sum + size, 0);
  t.diagnostic(`${code.length} requests for HTML, JS and CSS; ${(total / 1024).toFixed(1)} KiB of JS and CSS in brotli`);
  assert.ok(code.length <= 6, code.map((response) => response.url()).join(' '));
  assert.ok(total <= 60 * 1024, `${total} bytes`);
});
