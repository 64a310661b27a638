// The gallery as documentation: a first page, a search, addresses that can be shared; and the first half of the walk.
import assert from 'node:assert/strict';
import { accessible, narrow, walkable } from './access.js';
import { walk } from './gallery.js';
import { eventually, open, sees, story } from './harness.js';

const app = 'scripts/gallery.rhai';
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const listed = (page) => page.locator('#sidebar details[open] a').allInnerTexts();

story('the first page of the gallery is for everybody', { app }, async ({ page }) => {
  await heading(page, 'Mirror gallery');
  await accessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await accessible(page, { rules: ['color-contrast'] });
  await narrow(page);
  await walkable(page, 'main');
});

story('a search finds names, words and options', { app }, async ({ page }) => {
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search' });
  await eventually(() => search.evaluate((field) => field === document.activeElement), 'the key did not lead into the search');
  await page.keyboard.type('slider');
  await eventually(async () => (await listed(page)).slice(0, 2).join() === 'select_slider,slider', 'the slider is not found');
  await search.fill('captions');
  await eventually(async () => (await listed(page)).includes('radio'), 'an option is not found');
  await search.fill('qqq');
  await sees(page, 'Nothing has this in its name, its description or its options.');
});

story('each widget has an address', { app, load: false }, async ({ page, server }) => {
  await open(page, `${server.url}?widget=slider`);
  await heading(page, 'st.slider');
  assert.equal(await page.locator('#sidebar a[aria-current=page]').innerText(), 'slider');
  assert.ok((await page.locator('main').getByRole('table').last().getByRole('row').count()) > 8);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.locator('main').getByRole('link', { name: 'date_input', exact: true }).click();
  await heading(page, 'st.date_input');
  await eventually(() => page.evaluate(() => scrollY === 0), 'the new page does not begin at its top');
  assert.match(page.url(), /\?widget=date_input$/);
  await page.goBack();
  await heading(page, 'st.slider');
  await page.goForward();
  await heading(page, 'st.date_input');
  await page.getByRole('link', { name: 'Overview' }).click();
  await heading(page, 'Mirror gallery');
});

story('pages of an example stay inside the gallery', { app, load: false }, async ({ page, server }) => {
  await open(page, `${server.url}?widget=navigation`);
  await page.getByRole('button', { name: 'Prepare' }).click();
  await page.getByRole('link', { name: 'Training' }).click();
  await sees(page, 'Epochs');
  await heading(page, 'st.navigation');
  await page.locator('#sidebar').getByRole('link', { name: 'secrets', exact: true }).click();
  await heading(page, 'st.secrets');
});

walk(1, 2);
