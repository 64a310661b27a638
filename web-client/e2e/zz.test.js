import { sees, story } from './harness.js';
story('probe', { app: 'scripts/gallery.rhai' }, async ({ page }) => {
    await page.getByRole('radio', { name: 'table', exact: true }).check();
    await page.getByRole('heading', { level: 1, name: `st.table`, exact: true }).waitFor();
  await new Promise(r => setTimeout(r, 1500));
  console.log(await page.locator('main').innerText());
});
