// Every widget of the gallery, for everybody: both themes, the narrowest phone, the keyboard.
import { readdirSync } from 'node:fs';
import { accessible, narrow, walkable } from './access.js';
import { story } from './harness.js';

const widgets = readdirSync(new URL('../../scripts/widgets', import.meta.url)).map((file) => file.replace('.rhai', '')).sort();

story('the gallery', { app: 'scripts/gallery.rhai', viewport: { width: 1100, height: 900 }, timeout: 150_000 }, async ({ t, page }) => {
  await t.test('its own page is accessible', () => accessible(page));
  for (const widget of widgets) {
    await t.test(widget, async () => {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.getByRole('radio', { name: widget, exact: true }).check();
      await page.getByRole('heading', { level: 1, name: `st.${widget}`, exact: true }).waitFor();
      await page.getByRole('heading', { name: 'Options' }).waitFor();
      // The head of the table, and at least two options: every widget can have a `key`.
      await page.locator('main').getByRole('table').last().getByRole('row').nth(2).waitFor();
      await accessible(page, { within: 'main' });
      // The theme changes colors and nothing else.
      await page.emulateMedia({ colorScheme: 'dark' });
      await accessible(page, { within: 'main', rules: ['color-contrast'] });
      await narrow(page);
      await walkable(page, 'main');
    });
  }
});
