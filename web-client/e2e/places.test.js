// Forms, tabs, expanders and the sidebar.
import assert from 'node:assert/strict';
import { misses, sees, story } from './harness.js';

story('a form sends nothing before its button, then all, and starts over', { app: 'form' }, async ({ page }) => {
  const guest = page.getByRole('textbox', { name: 'Guest' });
  await guest.fill('Cinderella');
  await page.getByRole('checkbox', { name: 'Alone' }).check();
  await guest.blur();
  // Another run would have been counted by the time the server has run the script again for the other form.
  await page.getByRole('button', { name: 'Go' }).click();
  await sees(page, 'run 2');
  assert.equal(await guest.inputValue(), 'Cinderella');
  await page.getByRole('button', { name: 'Invite' }).click();
  await sees(page, 'invited Cinderella, alone true');
  await sees(page, 'run 3');
  assert.equal(await guest.inputValue(), 'nobody');
  assert.equal(await page.getByRole('checkbox', { name: 'Alone' }).isChecked(), false);
});

story('Enter sends the form, which keeps its values', { app: 'form' }, async ({ page }) => {
  const place = page.getByRole('textbox', { name: 'Place' });
  await place.fill('there');
  await place.press('Enter');
  await sees(page, 'place there');
  assert.equal(await place.inputValue(), 'there');
});

story('tabs are changed by mouse and arrow keys, and keep what is typed in them', { app: 'places' }, async ({ page }) => {
  await sees(page, 'The first page');
  await page.getByRole('tab', { name: 'Second' }).click();
  await misses(page, 'The first page');
  await page.getByRole('textbox', { name: 'Kept' }).fill('this');
  await page.getByRole('tab', { name: 'Second' }).press('ArrowLeft');
  await sees(page, 'The first page');
  await page.keyboard.press('ArrowRight');
  await sees(page, 'kept this');
  assert.equal(await page.getByRole('tab', { name: 'Second' }).getAttribute('aria-selected'), 'true');
});

story('an expander opens and closes', { app: 'places' }, async ({ page }) => {
  await misses(page, 'Folded away');
  await page.getByText('More', { exact: true }).click();
  await sees(page, 'Folded away');
  await page.locator('summary').press('Enter');
  await misses(page, 'Folded away');
});

story('the sidebar can be hidden', { app: 'places' }, async ({ page }) => {
  await sees(page, 'In the sidebar');
  await page.getByRole('button', { name: 'Hide sidebar' }).click();
  await page.getByRole('button', { name: 'Show sidebar' }).waitFor();
  await page.reload();
  await sees(page, 'depth 1');
  await page.getByRole('button', { name: 'Show sidebar' }).click();
  await page.getByRole('slider', { name: 'Depth' }).press('ArrowRight');
  await sees(page, 'depth 2');
});

const phone = { app: 'places', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
story('on a phone the sidebar is a drawer that takes the focus and gives it back', phone, async ({ page }) => {
  const show = page.locator('header').getByRole('button', { name: 'Show sidebar' });
  await show.tap();
  const close = page.getByRole('button', { name: 'Hide sidebar' }).and(page.locator('#sidebar *'));
  await close.waitFor();
  assert.ok(await close.evaluate((button) => button === document.activeElement));
  assert.ok(await page.locator('main').evaluate((main) => main.inert));
  await page.getByRole('slider', { name: 'Depth' }).press('ArrowRight');
  await page.keyboard.press('Escape');
  await sees(page, 'depth 2');
  await page.waitForFunction((button) => button === document.activeElement, await show.elementHandle());
});
