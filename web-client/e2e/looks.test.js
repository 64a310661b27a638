// The app's own look: from mirror.toml, from the script, saved while people look.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible } from './access.js';
import { eventually, open, story } from './harness.js';

const THEMES = ['silver', 'paper', 'ink', 'moss', 'ocean', 'ember'];
const token = (page, name) => page.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), name);
const style = (server, text) => writeFileSync(join(server.folder, 'mirror.toml'), text);

story('every built-in theme can be read in both modes, and follows a saved file', { app: 'web-client/e2e/apps/looks.rhai', own: true, load: false, timeout: 120_000 }, async ({ page, server }) => {
  style(server, '[theme]\nbase = "paper"\n');
  await server.stop();
  await server.start();
  await open(page, server.url);
  await page.getByRole('switch', { name: 'Another look' }).waitFor();
  for (const theme of THEMES) {
    const before = await token(page, '--accent');
    style(server, `[theme]\nbase = "${theme}"\n`);
    if (theme !== 'paper') await eventually(async () => (await token(page, '--accent')) !== before, `${theme} does not come`);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await accessible(page, { rules: ['color-contrast'] });
    }
  }
});

story('the look is there before the first frame, and the script may choose another', { app: 'web-client/e2e/apps/looks.rhai', own: true, load: false }, async ({ page, server }) => {
  style(server, '[theme]\nmode = "dark"\naccent = "#00aa88"\nradius = "none"\n');
  await server.stop();
  await server.start();
  const html = await (await page.request.get(server.url)).text();
  assert.match(html, /<html data-theme="dark"/);
  assert.match(html, /<style id="theme">[^<]*--accent:light-dark\(/);
  await open(page, server.url);
  assert.equal(await token(page, '--r-2'), '0px');
  await page.getByRole('button', { name: 'Page menu' }).click();
  await page.getByRole('button', { name: 'Print' }).waitFor();
  assert.equal(await page.getByText('Light', { exact: true }).count(), 0, 'a look with one mode has no choice of modes');
  await page.keyboard.press('Escape');
  await page.getByRole('switch', { name: 'Another look' }).click();
  await eventually(async () => (await token(page, '--r-2')) === '10px', 'the script chose a look, and the page has another');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
  await page.getByRole('switch', { name: 'Another look' }).click();
  await eventually(async () => (await token(page, '--r-2')) === '0px', 'the look of the app does not come back');
});

story('a theme that is none is told in the log, and the page keeps its look', { app: 'web-client/e2e/apps/looks.rhai', own: true }, async ({ page, server }) => {
  const before = await token(page, '--accent');
  style(server, '[theme]\naccent = "reddish"\n');
  await eventually(async () => server.log.includes('`accent` must be a color'), 'the log says nothing');
  assert.equal(await token(page, '--accent'), before);
});
