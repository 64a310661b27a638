// Fragments run alone, dialogs keep the focus, and what runs by itself does not disturb who types.
import assert from 'node:assert/strict';
import { eventually, misses, sees, story } from './harness.js';

const focused = (control) => control.evaluate((element) => element === document.activeElement);

story('a fragment leaves what is typed outside and where the focus is', { app: 'flow' }, async ({ page }) => {
  const outside = page.getByRole('textbox', { name: 'Outside' });
  await outside.fill('half a word');
  await outside.evaluate((input) => input.setSelectionRange(4, 6));
  const more = page.getByRole('slider', { name: 'More' });
  // The value is set without a click, which would end the typing.
  await more.evaluate((range) => {
    range.value = '4';
    range.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await sees(page, 'fragment 2: 4');
  await sees(page, 'app 1');
  assert.equal(await outside.inputValue(), 'half a word');
  assert.deepEqual(await outside.evaluate((input) => [input.selectionStart, input.selectionEnd]), [4, 6]);
  assert.ok(await focused(outside));
  await outside.press('Enter');
  await sees(page, 'app 2');
  await sees(page, 'fragment 3: 4');
});

story('a fragment that runs can be stopped, and the page stays', { app: 'flow' }, async ({ page }) => {
  await page.getByRole('button', { name: 'Work' }).click();
  await sees(page, 'working');
  await page.getByRole('button', { name: 'Stop' }).click();
  await misses(page, 'Running…');
  await sees(page, 'app 1');
  await page.getByRole('slider', { name: 'More' }).press('ArrowRight');
  await misses(page, 'working');
  await sees(page, 'app 1');
});

story('a fragment ticks while others are at work', { app: 'flow' }, async ({ page }) => {
  await sees(page, 'ticks 1');
  await page.getByText('Live', { exact: true }).click();
  const outside = page.getByRole('textbox', { name: 'Outside' });
  await outside.fill('typed between ticks');
  await sees(page, 'ticks 6');
  await sees(page, 'app 2');
  assert.equal(await outside.inputValue(), 'typed between ticks');
  assert.ok(await focused(outside));
  // Going to the switch sends what was typed.
  await page.getByText('Live', { exact: true }).click();
  await sees(page, /^app [34]$/);
  await page.waitForTimeout(600);
  const ticks = () => page.getByText(/^ticks \d+$/).textContent();
  const before = await ticks();
  await page.waitForTimeout(900);
  assert.equal(await ticks(), before);
});

story('a dialog opens, keeps the focus inside, and gives it back', { app: 'flow' }, async ({ page }) => {
  const open = page.getByRole('button', { name: 'Rename' });
  await open.click();
  const dialog = page.getByRole('dialog', { name: 'Rename the model' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await name.waitFor();
  await eventually(() => focused(name), 'the first field has the focus');
  await name.fill('mirror');
  await name.press('Enter');
  await sees(page, '6 letters in 2');
  await sees(page, 'app 2');
  for (let steps = 0; steps < 12; steps++) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement.closest('dialog')));
    assert.ok(inside, 'the focus left the dialog');
  }
  // What is behind cannot be reached.
  const outside = page.getByRole('textbox', { name: 'Outside' });
  await outside.evaluate((input) => input.focus());
  assert.ok(!(await focused(outside)));
  // Its content scrolls, the page behind does not.
  assert.ok(await dialog.locator('.body').evaluate((body) => body.scrollHeight > body.clientHeight));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await misses(page, 'Rename the model');
  await sees(page, 'model mirror');
  await eventually(() => focused(open), 'the focus is back');
});

story('Escape closes a dialog, but first what is open inside', { app: 'flow' }, async ({ page }) => {
  await page.getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename the model' });
  const device = dialog.getByRole('combobox', { name: 'Device' });
  await device.click();
  await page.getByRole('option', { name: 'cpu' }).waitFor();
  await page.keyboard.press('Escape');
  await eventually(async () => !(await page.getByRole('option', { name: 'cpu' }).isVisible()), 'the list is closed');
  assert.ok(await dialog.isVisible());
  await page.keyboard.press('Escape');
  await misses(page, 'Rename the model');
  await sees(page, 'app 2');
  // Another run opens it again.
  await page.getByRole('button', { name: 'Rename' }).click();
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await misses(page, 'Rename the model');
});

story('a click beside a dialog closes it, and the app hears of it where it wants', { app: 'flow' }, async ({ page }) => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await page.mouse.click(20, 300);
  await misses(page, 'Half precision');
  await sees(page, 'app 3');
});

story('a dialog that must be answered cannot be closed', { app: 'flow' }, async ({ page }) => {
  await page.getByRole('button', { name: 'Strict' }).click();
  const dialog = page.getByRole('dialog', { name: 'Read this' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.mouse.click(20, 300);
  assert.ok(await dialog.isVisible());
  assert.equal(await dialog.getByRole('button', { name: 'Close' }).count(), 0);
  await dialog.getByRole('button', { name: 'I have' }).click();
  await misses(page, 'It is important.');
});

story('on a phone a dialog fills the screen', { app: 'flow', viewport: { width: 390, height: 780 } }, async ({ page }) => {
  await page.getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename the model' });
  await dialog.waitFor();
  await eventually(async () => {
    const box = await dialog.boundingBox();
    return box.x === 0 && box.width === 390 && box.height === 780;
  }, 'it does not fill the screen');
});
