// The browser owns what is being typed.
import assert from 'node:assert/strict';
import { eventually, sees, story } from './harness.js';

story('typing is not overwritten by an older frame', { app: 'slow' }, async ({ page }) => {
  await page.getByRole('slider', { name: 'Wait' }).press('ArrowRight');
  await sees(page, 'hello nobody, nothing, 1');
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('');
  const seen = [];
  for (const letter of 'Rumpelstilzchen') {
    await name.press(letter);
    // Each letter but the last few is answered by a frame that knows less than was typed since.
    await name.press('Enter');
    seen.push(await name.inputValue());
  }
  assert.deepEqual(seen, [...'Rumpelstilzchen'].map((_, at) => 'Rumpelstilzchen'.slice(0, at + 1)));
  await sees(page, 'hello Rumpelstilzchen, nothing, 1');
  assert.equal(await name.inputValue(), 'Rumpelstilzchen');
});

story('what is typed and not sent survives runs, with the caret', { app: 'slow' }, async ({ page }) => {
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('half a na');
  await name.evaluate((input) => input.setSelectionRange(4, 6));
  // Three runs that have nothing to do with it.
  for (let run = 1; run <= 3; run++) {
    await page.evaluate(() => {
      const slider = document.querySelector('input[type=range]');
      slider.value = String(Number(slider.value) + 1);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await sees(page, `hello nobody, nothing, ${run}`);
  }
  assert.equal(await name.inputValue(), 'half a na');
  assert.deepEqual(await name.evaluate((input) => [input === document.activeElement, input.selectionStart, input.selectionEnd]), [true, 4, 6]);
  await name.press('Enter');
  await sees(page, 'hello half a na, nothing, 3');
});

story('a slider that is dragged through a slow script ends where it was let go', { app: 'slow' }, async ({ page }) => {
  const slider = page.getByRole('slider', { name: 'Wait' });
  const { x, y, width, height } = await slider.boundingBox();
  await page.mouse.move(x + 8, y + height / 2);
  await page.mouse.down();
  const values = [];
  for (let step = 1; step <= 20; step++) {
    await page.mouse.move(x + 8 + (width * 0.5 * step) / 20, y + height / 2);
    values.push(Number(await slider.inputValue()));
  }
  await page.mouse.up();
  assert.deepEqual(values, [...values].sort(), 'it jumped back');
  const last = values.at(-1);
  assert.ok(last >= 4, String(last));
  await sees(page, `hello nobody, nothing, ${last}`);
  await eventually(async () => Number(await slider.inputValue()) === last, 'it jumped back at the end');
});
