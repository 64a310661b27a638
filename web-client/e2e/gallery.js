// The walk over the gallery: every page for everybody, in both themes, on the narrowest phone, with the keyboard.
import assert from 'node:assert/strict';
import { accessible, narrow, walkable } from './access.js';
import { eventually, story } from './harness.js';

/** Walks over one part of so many of the gallery's pages; each is a test of its own. */
export function walk(part, parts) {
  story(`the gallery, part ${part} of ${parts}`, { app: 'scripts/gallery.rhai', viewport: { width: 1100, height: 900 }, timeout: 300_000 }, async ({ t, page }) => {
    const links = await page.locator('#sidebar a[href*="widget="]').evaluateAll((links) => links.map((link) => new URL(link.href).searchParams.get('widget')));
    const widgets = links.filter(Boolean);
    assert.ok(widgets.length >= 100, `${widgets}`);
    for (const widget of widgets.filter((_, at) => at % parts === part - 1)) {
      await t.test(widget, async () => {
        await show(page, widget);
        await accessible(page, { within: 'main' });
        // The theme changes colors and nothing else.
        await page.emulateMedia({ colorScheme: 'dark' });
        await accessible(page, { within: 'main', rules: ['color-contrast'] });
        await narrow(page);
        await walkable(page, 'main');
      });
    }
  });
}

/** Goes to a widget's page, as a click in the menu does. */
async function show(page, widget) {
  await page.emulateMedia({ colorScheme: 'light' });
  const link = page.locator(`#sidebar a[href$="widget=${widget}"]`);
  await link.evaluate((link) => link.click());
  await page.getByRole('heading', { level: 1, name: `st.${widget}`, exact: true }).waitFor();
  // The panel of the page itself: others may stand in an example.
  const failed = page.locator('main > .inside > .w > [data-kind=exception], [data-kind=exception][data-id="3"]');
  const seen = page.locator('.st-key-gallery-example .w').first();
  await failed.or(seen).first().waitFor({ state: 'attached' });
  // A slow example shows what is left of the page before until its run goes on; its own source stands below it. One
  // that stops the run has no source there, and what is left is then marked and gone when the run ends.
  const source = page.locator('main pre').filter({ hasText: new RegExp(`^\\s*// ${widget}\\s`) });
  await failed.or(source).first().waitFor({ state: 'attached', timeout: 1500 }).catch(() => {});
  await eventually(async () => (await page.locator('main [data-stale]').count()) === 0, 'the run does not end');
  if (await failed.count()) assert.fail(await failed.innerText());
}
