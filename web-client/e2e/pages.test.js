// Apps of several pages: addresses, history, menus, and what a browser keeps.
import assert from 'node:assert/strict';
import { accessible, narrow, walkable } from './access.js';
import { eventually, misses, open, sees, story } from './harness.js';

const room = { app: 'examples/pages' };
const top = { app: 'topmenu' };

const path = (page) => new URL(page.url()).pathname;
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor();

story('a link into the app opens its page, with its title', { ...room, load: false }, async ({ page, server }) => {
  await open(page, `${server.url}training?model=painter`);
  await heading(page, 'Training');
  assert.equal(await page.title(), 'Training');
  assert.equal(await page.getByRole('combobox', { name: 'Model' }).inputValue(), 'painter');
  const current = page.getByRole('navigation', { name: 'Pages' }).locator('[aria-current=page]');
  assert.match(await current.textContent(), /Training/);
});

story('the menu goes to a page, and back and forward go there again', room, async ({ page }) => {
  const menu = page.getByRole('navigation', { name: 'Pages' });
  await menu.getByRole('link', { name: 'Compare' }).click();
  await heading(page, 'Compare');
  assert.equal(path(page), '/compare');
  await eventually(async () => (await page.title()) === 'Compare', 'the title stays');
  await page.getByText('Size in MB').first().click();
  await sees(page, /^890/);
  await menu.getByRole('link', { name: 'Settings' }).click();
  await heading(page, 'Settings');
  await page.goBack();
  await heading(page, 'Compare');
  // What was chosen there is still chosen.
  await sees(page, /^890/);
  await page.goBack();
  await heading(page, 'Model room');
  await page.goForward();
  await heading(page, 'Compare');
  assert.equal(path(page), '/compare');
});

story('the script can go to a page, and back leads out of it', room, async ({ page }) => {
  await page.getByRole('button', { name: 'Show its training' }).nth(1).click();
  await heading(page, 'Training');
  await eventually(() => path(page) === '/training', 'the address stays');
  assert.equal(new URL(page.url()).search, '?model=translator');
  await page.goBack();
  await heading(page, 'Model room');
  await eventually(() => path(page) === '/', 'the address stays');
});

story('a new page begins at its top, with the focus on its heading', top, async ({ page }) => {
  await page.evaluate(() => scrollTo(0, 500));
  // The mouse of a test would scroll by itself.
  await page.getByRole('link', { name: 'Measurements' }).evaluate((link) => link.click());
  await heading(page, 'Measurements');
  await eventually(() => page.evaluate(() => document.activeElement?.textContent?.includes('Measurements') && document.activeElement.matches('h1')), 'the heading has no focus');
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.goBack();
  await heading(page, 'Home');
  await eventually(async () => (await page.evaluate(() => scrollY)) === 500, 'it is not where it was left');
});

story('a page that takes its time does not show the one before', top, async ({ page }) => {
  await page.getByRole('link', { name: 'Slow' }).click();
  await heading(page, 'Slow');
  await misses(page, 'Home 3');
  await sees(page, 'at last');
});

story('values belong to their page', top, async ({ page }) => {
  await page.getByLabel('Note').fill('of home');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Measurements' }).click();
  await heading(page, 'Measurements');
  assert.equal(await page.getByLabel('Note').inputValue(), '');
  await page.getByRole('link', { name: 'Home' }).click();
  await heading(page, 'Home');
  await eventually(async () => (await page.getByLabel('Note').inputValue()) === 'of home', 'the value is gone');
});

story('sections of the top menu open under their button', top, async ({ page }) => {
  await page.getByRole('button', { name: 'Reports' }).click();
  await page.getByRole('link', { name: 'Yearly' }).click();
  await heading(page, 'Yearly');
  assert.equal(path(page), '/yearly');
});

story('on a phone the top menu is behind one button', { ...top, viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true }, async ({ page }) => {
  await page.getByRole('button', { name: 'Pages' }).click();
  const link = page.getByRole('link', { name: 'Measurements' });
  assert.ok((await link.boundingBox()).height >= 44);
  await link.click();
  await heading(page, 'Measurements');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
});

story('on a phone the menu of the sidebar closes behind the person', { ...room, viewport: { width: 390, height: 780 } }, async ({ page }) => {
  await page.getByRole('button', { name: 'Show sidebar' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await heading(page, 'Settings');
  await eventually(async () => (await page.locator('#sidebar').getAttribute('inert')) !== null, 'the sidebar stays open');
});

story('a page that there is not lists those that there are', { ...room, load: false }, async ({ page, server }) => {
  await page.goto(`${server.url}reprot`);
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await page.getByRole('region', { name: 'Page not found' }).getByRole('link', { name: 'Compare' }).click();
  await heading(page, 'Compare');
  assert.equal(path(page), '/compare');
});

story('what the browser keeps is there after a reload and in another tab', { ...room, load: false }, async ({ page, context, server }) => {
  await open(page, `${server.url}settings`);
  await page.getByLabel('Your name').fill('Ada');
  await page.keyboard.press('Enter');
  await sees(page, /Hello, Ada/);
  // As after a week: no session is left.
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await sees(page, /Hello, Ada/);
  const other = await context.newPage();
  await open(other, `${server.url}settings`);
  await sees(other, /Hello, Ada/);
  await other.getByRole('button', { name: 'Forget me' }).click();
  await eventually(() => other.evaluate(() => Object.keys(localStorage).every((key) => !key.startsWith('mirror.local'))), 'it is still kept');
});

story('an embedded page has no bar, and the script does not see why', { ...top, load: false }, async ({ page, server }) => {
  await open(page, `${server.url}weekly?embed=true`);
  await heading(page, 'Weekly');
  assert.equal(await page.locator('header.top').count(), 0);
});

story('a script that looks at the theme runs when it changes', top, async ({ page }) => {
  await misses(page, 'It is dark.');
  await page.getByRole('button', { name: 'Page menu' }).click();
  await page.getByText('Dark', { exact: true }).click();
  await sees(page, 'It is dark.');
});

story('the menu tells about the app', room, async ({ page }) => {
  await page.getByRole('button', { name: 'Page menu' }).click();
  await page.getByRole('button', { name: 'About' }).click();
  await page.getByRole('dialog', { name: 'About' }).getByText('A small app of several pages').waitFor();
  await page.keyboard.press('Escape');
  await eventually(async () => (await page.getByRole('dialog').count()) === 0, 'the dialog stays');
});

for (const colorScheme of ['light', 'dark']) {
  story(`menus are for everybody, ${colorScheme}`, { ...room, colorScheme, load: false }, async ({ page, server }) => {
    await open(page, `${server.url}compare`);
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await accessible(page);
    await walkable(page, '#sidebar');
    await narrow(page);
    await page.goto(`${server.url}nowhere`);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    await accessible(page);
  });
  story(`the menu at the top is for everybody, ${colorScheme}`, { ...top, colorScheme }, async ({ page }) => {
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await accessible(page);
    await walkable(page, 'header');
    await page.getByRole('button', { name: 'Reports' }).click();
    await accessible(page);
    await page.keyboard.press('Escape');
    await narrow(page);
  });
}
