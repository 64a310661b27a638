// Every widget of the gallery, for everybody: both themes, the narrowest phone, the keyboard.
import assert from 'node:assert/strict';
import { accessible, narrow, walkable } from './access.js';
import { story } from './harness.js';

story('the gallery', { app: 'scripts/gallery.rhai', viewport: { width: 1100, height: 900 }, timeout: 150_000 }, async ({ t, page }) => {
  await t.test('its own page is accessible', () => accessible(page));
  const widgets = await page.locator('#sidebar [role=radiogroup] .text').allInnerTexts();
  assert.ok(widgets.length >= 40, `${widgets}`);
  for (const widget of widgets) {
    await t.test(widget, async () => {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.getByRole('radio', { name: widget, exact: true }).check();
      await page.getByRole('heading', { level: 1, name: `st.${widget}`, exact: true }).waitFor();
      await drawn(page);
      if (widget === 'slider') assert.ok((await page.locator('main').getByRole('table').last().getByRole('row').count()) > 8);
      await accessible(page, { within: 'main' });
      // The theme changes colors and nothing else.
      await page.emulateMedia({ colorScheme: 'dark' });
      await accessible(page, { within: 'main', rules: ['color-contrast'] });
      await narrow(page);
      await walkable(page, 'main');
    });
  }
});

/** Waits until the page is there to its end, the table of options. */
async function drawn(page) {
  // The panel of the page itself: others may stand in an example.
  const failed = page.locator('[data-kind=exception][data-id="3"]');
  const options = page.locator('[data-kind=subheader]:has-text("Options") ~ .w th').first();
  await failed.or(options).first().waitFor();
  if (await failed.count()) assert.fail(await failed.innerText());
}
