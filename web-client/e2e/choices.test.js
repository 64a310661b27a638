// Widgets of choice, buttons of all kinds, and what inputs have in common.
import assert from 'node:assert/strict';
import { eventually, misses, open, sees, story, tabTo } from './harness.js';

const choices = { app: 'choices' };
const address = (page) => new URL(page.url()).search;

story('a bound value stands in the address, and back and forward restore it', choices, async ({ page, server }) => {
  await page.getByRole('radio', { name: 'chat' }).click();
  await sees(page, 'bound 3 chat');
  await eventually(() => address(page) === '?task=chat', 'the address does not change');
  // Steps that follow each other at once are one.
  await page.waitForTimeout(700);
  await page.getByRole('slider', { name: 'Size' }).press('ArrowRight');
  await sees(page, 'bound 4 chat');
  await eventually(() => address(page) === '?task=chat&size=4', 'the address does not change');
  await page.goBack();
  await sees(page, 'bound 3 chat');
  await page.goBack();
  await sees(page, 'bound 3 sum');
  assert.equal(address(page), '');
  await page.goForward();
  await sees(page, 'bound 3 chat');
  await open(page, `${server.url}?size=7&task=code`);
  await sees(page, 'bound 7 code');
});

story('what does not fit in the address means the default', choices, async ({ page, server }) => {
  await open(page, `${server.url}?size=99&task=fly`);
  await sees(page, 'bound 3 sum');
  await eventually(() => address(page) === '', 'the wrong text stays');
});

story('an ignored value stays where it is and goes with the next run', choices, async ({ page }) => {
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.fill('later');
  await note.press('Enter');
  await page.waitForTimeout(300);
  await sees(page, 'ran 0 with <> and <>');
  assert.equal(await note.inputValue(), 'later');
  await page.reload();
  await eventually(async () => (await note.inputValue()) === 'later', 'the value is lost with a reload');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await sees(page, 'ran 1 with <later> and <>');
});

story('a shortcut presses the first button that has it, and a plain key none while one types', choices, async ({ page }) => {
  const button = page.getByRole('button', { name: 'Run', exact: true });
  await eventually(async () => (await button.getAttribute('aria-keyshortcuts')) === 'Control+Enter', 'it is not spoken');
  const prompt = page.getByRole('textbox', { name: 'Prompt' });
  await prompt.fill('rrr');
  await prompt.press('r');
  await prompt.press('Control+Enter');
  await sees(page, 'ran 1 with <> and <rrrr>');
  await prompt.blur();
  await page.keyboard.press('r');
  await sees(page, 'ran 11 with <> and <rrrr>');
});

story('a form says what is missing, at the field, and goes there', choices, async ({ page }) => {
  const save = page.getByRole('button', { name: 'Save' });
  await save.click();
  await sees(page, 'Fill in this field');
  await sees(page, 'Choose a value');
  await sees(page, 'Tick this box to go on');
  assert.equal(await page.evaluate(() => document.activeElement?.closest('.w')?.textContent?.includes('Full name')), true);
  await page.getByRole('textbox', { name: 'Full name' }).fill('Ada');
  await misses(page, 'Fill in this field');
  await page.getByRole('radio', { name: 'b', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Agreed' }).click();
  await save.click();
  await sees(page, 'saved Ada b true');
});

story('a menu by the keyboard: arrows, letters, Enter and Escape', choices, async ({ page }) => {
  const button = page.getByRole('button', { name: 'Export' });
  await button.press('ArrowDown');
  const item = (name) => page.getByRole('menuitem', { name });
  await eventually(() => item('csv').evaluate((element) => element === document.activeElement), 'the first has no focus');
  await page.keyboard.press('Escape');
  await eventually(() => button.evaluate((element) => element === document.activeElement), 'the button has no focus');
  await button.press('Enter');
  await item('csv').waitFor();
  await page.keyboard.press('p');
  await page.keyboard.press('Enter');
  await sees(page, 'action parquet');
  await button.click();
  await item('json').click();
  await sees(page, 'action json');
});

story('100,000 options are found by quick typing', choices, async ({ page }) => {
  const many = page.getByRole('combobox', { name: 'Many' });
  await many.click();
  await page.keyboard.type('option 99421');
  await page.getByRole('option', { name: 'option 99421' }).waitFor();
  assert.ok((await page.getByRole('option').count()) < 60, 'not all rows are drawn');
  await page.keyboard.press('Enter');
  await sees(page, 'many option 99421');
});

story('pills by the keyboard', choices, async ({ page }) => {
  await tabTo(page, page.getByRole('radio', { name: 'x', exact: true }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await sees(page, 'pill y pills []');
  await page.keyboard.press('ArrowRight');
  await sees(page, 'pill z pills []');
  await page.keyboard.press('Space');
  await sees(page, 'pill none pills []');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await sees(page, 'pill none pills ["p", "r"]');
});

story('stars, grades, pages, boxes and thumbs', choices, async ({ page }) => {
  const stars = page.getByRole('slider', { name: 'Stars' });
  await stars.press('3');
  await stars.press('ArrowRight');
  await sees(page, /^rated 3\.5 /);
  await page.getByRole('slider', { name: 'Grade, to' }).press('ArrowLeft');
  await sees(page, /grade \["low", "mid"\]/);
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByRole('button', { name: 'Page 20' }).click();
  await sees(page, /page 20 /);
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByRole('checkbox', { name: 'two' }).click();
  await sees(page, /group \["one", "three"\]/);
  await page.getByRole('radio', { name: 'Good' }).click();
  await sees(page, /thumb 1$/);
});

story('Material symbols are drawn in buttons and in text', choices, async ({ page }) => {
  const drawn = (locator) => eventually(async () => (await locator.locator('svg.symbol path[d]').count()) === 1, 'no symbol is drawn');
  await drawn(page.getByRole('button', { name: 'With a picture' }));
  await drawn(page.getByText('A in the text, and that is none'));
});
