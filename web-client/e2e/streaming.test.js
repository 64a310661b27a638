// Text that grows while it is read.
import assert from 'node:assert/strict';
import { sees, story } from './harness.js';

for (const button of ['Write', 'Redraw']) {
  story(`${button}: text grows and is Markdown all the way`, { app: 'streaming' }, async ({ page }) => {
    await page.evaluate(() => {
      globalThis.lengths = [];
      new MutationObserver(() => {
        const length = document.querySelector('[data-kind=markdown]')?.textContent.length ?? 0;
        if (length !== globalThis.lengths.at(-1)) globalThis.lengths.push(length);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await page.getByRole('button', { name: button, exact: true }).click();
    if (button === 'Write') await page.locator('.md.streaming').waitFor();
    await sees(page, 'The end.');
    await sees(page, /^wrote \d+$/);
    await page.locator('.md.streaming').waitFor({ state: 'detached' });
    const lengths = await page.evaluate(() => globalThis.lengths);
    assert.ok(lengths.length >= 4, `it grew in ${lengths.length} steps: ${lengths}`);
    assert.equal(await page.locator('.md strong').textContent(), 'three');
    assert.equal((await page.locator('.md pre code').textContent()).trim(), 'let x = 1');
    await page.locator('.md .code-block').hover();
    await page.locator('.md').getByRole('button', { name: 'Copy' }).waitFor();
  });
}

story('a person who reads further up is not pulled down', { app: 'streaming', viewport: { width: 800, height: 300 } }, async ({ page }) => {
  await page.getByRole('button', { name: 'Write' }).click();
  await sees(page, 'The end.');
  assert.equal(await page.evaluate(() => scrollY), 0);
});
