// The app's own widgets: in a frame without an origin, in the page where they are trusted, and when they fail.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, sees, story } from './harness.js';

const APP = 'web-client/e2e/apps/components/app.rhai';
// A module that does not parse, one that tries what it may not, and one whose late error is its own.
const ALLOW = [/Content Security Policy/, /violates the document's/, /WebSocket connection/, /no stars today/, /ERR_FAILED|ERR_BLOCKED/, /CORS policy/, /SyntaxError|Unexpected token/, /external: https:\/\/example\.org/, /state `stray`/];

const frame = (page, name) => page.frameLocator(`iframe[title="${name}"]`);

story('an anywidget module works unchanged, both ways', { app: APP, allow: ALLOW }, async ({ page }) => {
  const button = frame(page, 'Counter').getByRole('button');
  await button.click();
  await sees(page, 'the script has 1');
  await button.click();
  await sees(page, 'the script has 2');
  await page.getByRole('button', { name: 'Set to ten' }).click();
  await sees(page, 'the script has 10');
  await frame(page, 'Counter').getByText('count is 10').waitFor();
  await button.click();
  await sees(page, 'the script has 11');
});

story('a module in its frame reaches nothing of the page, the browser, the server or the world', { app: APP, allow: ALLOW }, async ({ page }) => {
  await sees(page, 'it reached nothing');
  await frame(page, 'Spy').getByText('origin null').waitFor();
  assert.equal(await page.locator('iframe[title="Spy"]').getAttribute('sandbox'), 'allow-scripts');
});

story('a trusted module is part of the page, with styles of its own', { app: APP, allow: ALLOW }, async ({ page }) => {
  const button = page.getByRole('group', { name: 'Native' }).getByRole('button');
  await sees(page, 'native has 1');
  await eventually(async () => (await button.evaluate((node) => getComputedStyle(node).color)) === 'rgb(1, 2, 3)', 'its style sheet is not used');
  assert.equal(await button.evaluate((node) => node.getRootNode() instanceof ShadowRoot), true);
  await button.click();
  await sees(page, 'native has 2');
  await button.filter({ hasText: 'Ada 2' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.native), '2');
});

story('a module has files of its own, and what it fires is counted once', { app: APP, allow: ALLOW }, async ({ page }) => {
  const button = frame(page, 'Parts').getByRole('button', { name: 'Save all' });
  await button.click();
  await sees(page, 'saved 1');
  await button.click();
  await sees(page, 'saved 2');
  await page.getByRole('button', { name: 'Before' }).click();
  await sees(page, 'saved 2');
  assert.equal(await page.locator('iframe[title="Parts"]').evaluate((node) => node.style.height), '90px');
});

story('an error in a module is told where it stands, and the page goes on', { app: APP, allow: ALLOW }, async ({ page }) => {
  const told = page.getByRole('alert');
  await told.filter({ hasText: 'index.js:2:' }).filter({ hasText: 'SyntaxError' }).waitFor();
  await told.filter({ hasText: 'index.js:3:' }).filter({ hasText: 'TypeError: no stars today' }).waitFor();
  await frame(page, 'Parts').getByRole('button', { name: 'Fail late' }).click();
  await told.filter({ hasText: 'the script does not name the state `stray`'.replaceAll('`', '') }).waitFor();
  await frame(page, 'Parts').getByRole('button', { name: 'Save all' }).waitFor();
  await page.getByRole('button', { name: 'Before' }).click();
  await sees(page, 'the script has 0');
});

story('the frame wears the theme and is as high as what is in it', { app: APP, allow: ALLOW }, async ({ page }) => {
  const counter = page.locator('iframe[title="Counter"]');
  await frame(page, 'Counter').getByRole('button').waitFor();
  await eventually(async () => {
    const inside = await frame(page, 'Counter').locator('#root').evaluate((root) => Math.ceil(root.getBoundingClientRect().height));
    return inside > 20 && (await counter.evaluate((node) => node.offsetHeight)) === inside;
  }, 'the frame does not follow its content');
  const ink = () => frame(page, 'Counter').locator('body').evaluate((body) => getComputedStyle(body).color);
  const page_ink = () => page.locator('body').evaluate((body) => getComputedStyle(body).color);
  const light = await ink();
  assert.equal(light, await page_ink());
  await page.emulateMedia({ colorScheme: 'dark' });
  await eventually(async () => (await ink()) !== light && (await ink()) === (await page_ink()), 'the frame stays light');
});

story('the Tab key leads into a component and out of it', { app: APP, allow: ALLOW }, async ({ page }) => {
  await frame(page, 'Counter').getByRole('button').waitFor();
  await page.getByRole('button', { name: 'Before' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await sees(page, 'the script has 1');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'After');
});

story('a saved module is drawn anew and keeps its value', { app: APP, own: true, allow: ALLOW }, async ({ page, server }) => {
  const button = frame(page, 'Counter').getByRole('button');
  await button.click();
  await sees(page, 'the script has 1');
  const file = join(server.folder, 'components/counter/index.js');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('count is', 'now it is'));
  await frame(page, 'Counter').getByText('now it is 1').waitFor();
  await button.click();
  await sees(page, 'the script has 2');
  const native = join(server.folder, 'components/native/index.js');
  await page.getByRole('group', { name: 'Native' }).getByRole('button').click();
  await sees(page, 'native has 2');
  writeFileSync(native, readFileSync(native, 'utf8').replace('${model.get("name")}', 'Lovelace'));
  await page.getByRole('group', { name: 'Native' }).getByText('Lovelace 2').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.gone), 'yes');
  // What was wrong is mended by a save, too.
  writeFileSync(join(server.folder, 'components/throws/index.js'), 'export default { render: ({ el }) => void (el.textContent = "mended") };');
  await page.getByRole('group', { name: 'Throws' }).getByText('mended').waitFor();
  assert.equal(await page.getByRole('alert').filter({ hasText: 'no stars today' }).count(), 0);
});
