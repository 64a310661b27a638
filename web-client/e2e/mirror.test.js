// The magic mirror, with its real model.
import assert from 'node:assert/strict';
import { eventually, sees, story, tabTo } from './harness.js';

const mirror = { app: 'examples/magic_mirror', timeout: 120_000 };

/** The newest answer of the mirror. */
const answer = (page) => page.locator('[data-kind=chat_message] .md').last();
const ask = (page) => page.getByRole('button', { name: 'Ask', exact: true }).click();
/** A debug build on a busy machine takes its time to load the model and to think. */
const slowly = { timeout: 60_000 };

story('it answers word by word, says why, and keeps it over a refresh', mirror, async ({ t, page }) => {
  await page.evaluate(() => {
    globalThis.lengths = new Set();
    new MutationObserver(() => globalThis.lengths.add(document.querySelector('.md.streaming')?.textContent.length ?? 0)).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await ask(page);
  await page.getByRole('heading', { name: 'Why this word?' }).waitFor(slowly);
  const steps = await page.evaluate(() => globalThis.lengths.size);
  t.diagnostic(`the answer grew in ${steps} steps`);
  assert.ok(steps > 3);
  await page.locator('.md.streaming').waitFor({ state: 'detached' });
  const said = await answer(page).textContent();
  assert.ok(said.length > 100, said);

  // Each word says what it was chosen for, and another one can be picked to go on from there.
  const tokens = page.locator('[data-kind=token_view] .token');
  assert.equal((await tokens.allTextContents()).join('').replaceAll('⏎', '').trim(), said.trim());
  await tokens.nth(4).click();
  const card = page.getByRole('dialog', { name: 'What the model thought' });
  await card.getByText('Entropy').waitFor();
  const other = card.getByRole('button').nth(1);
  const word = (await other.locator('code').textContent()).replaceAll('␣', ' ').trim();
  await other.click();
  await sees(page, /^It went on from/);
  const told = await page.getByText(/^It went on from/).textContent();
  assert.ok(told.includes(word), `${told} has no ${word}`);
  await page.locator('.md.streaming').waitFor({ state: 'detached', ...slowly });
  await page.locator('.gleam.on').waitFor({ state: 'detached' });
  const another = await tokens.count();
  assert.ok(another > 3);

  await page.reload();
  await page.getByRole('heading', { name: 'Why this word?' }).waitFor();
  assert.ok((await answer(page).textContent()).length > 20);
  assert.equal(await tokens.count(), another);
});

const phone = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };
story('on a phone the beginning of the answer stays in view', { ...mirror, ...phone }, async ({ page }) => {
  await page.getByRole('button', { name: 'Ask', exact: true }).tap();
  await page.getByRole('heading', { name: 'Why this word?' }).waitFor(slowly);
  const { y } = await answer(page).boundingBox();
  assert.ok(y > 48 && y < 700, `it begins at ${y}`);
});

story('a moved slider ends the old answer', mirror, async ({ page }) => {
  await page.getByRole('slider', { name: 'Length' }).press('End');
  // The model is quick, so the slider is moved by the page itself as soon as there are some words.
  const moved = page.getByRole('slider', { name: 'Top-k' }).evaluate((slider) => new Promise((done) => {
    const look = () => {
      const words = document.querySelector('.md.streaming')?.textContent ?? '';
      if (words.length < 20) return requestAnimationFrame(look);
      slider.value = '51';
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      done(words);
    };
    look();
  }));
  await ask(page);
  await moved;
  await page.locator('.md.streaming').waitFor({ state: 'detached' });
  // The new run asked nothing, so nothing goes on, and nothing was kept.
  await page.locator('.gleam.on').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '50, type a value' }).waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('heading', { name: 'Why this word?' }).count(), 0);
});

story('everything can be done by keyboard', mirror, async ({ page }) => {
  const words = page.getByRole('textbox', { name: 'Ask the mirror' });
  await tabTo(page, words);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('The fox said');
  await page.keyboard.press('Control+Enter');
  await sees(page, 'The fox said');
  await page.getByRole('heading', { name: 'Why this word?' }).waitFor(slowly);
});
