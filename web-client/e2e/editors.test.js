// Dates, colors, source text and lists: picked, typed and edited, and what the script gets from it.
import assert from 'node:assert/strict';
import { accessible } from './access.js';
import { eventually, open, sees, story, tabTo } from './harness.js';

const editors = { app: 'editors' };

/** Types into a field and leaves it with Enter. */
async function enter(field, text) {
  await field.fill(text);
  await field.press('Enter');
}

story('date_input: a span with nothing but the keyboard', editors, async ({ page }) => {
  const calendar = page.getByRole('button', { name: 'Choose in a calendar: Span' });
  await tabTo(page, calendar);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Span' }).waitFor();
  const focused = (name) => eventually(() => page.evaluate((name) => document.activeElement?.getAttribute('aria-label') === name, name), `the focus is not on ${name}`);
  await focused('Thursday, March 12, 2026');
  await accessible(page, { within: '[role=dialog]' });
  await page.keyboard.press('PageDown');
  await focused('Sunday, April 12, 2026');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await sees(page, 'Now choose the last day');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await focused('Monday, April 20, 2026');
  await page.keyboard.press('Enter');
  await sees(page, 'span 2026-04-12 to 2026-04-20');
  assert.ok(await calendar.evaluate((button) => button === document.activeElement));
});

story('date_input: Escape closes the calendar and changes nothing', editors, async ({ page }) => {
  const calendar = page.getByRole('button', { name: 'Choose in a calendar: Span' });
  await calendar.click();
  await page.getByRole('button', { name: 'Friday, March 20, 2026' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await sees(page, 'span 2026-03-10 to 2026-03-12');
});

story('date_input: a quick span is one press', { ...editors, timezoneId: 'Asia/Tokyo' }, async ({ page }) => {
  await page.clock.setFixedTime('2026-05-20T22:00:00Z');
  await page.getByRole('button', { name: 'Choose in a calendar: Span' }).click();
  await page.getByRole('button', { name: 'This month' }).click();
  await sees(page, 'span 2026-05-01 to 2026-05-31');
  await page.getByRole('button', { name: 'Choose in a calendar: Span' }).click();
  await page.getByRole('button', { name: 'Today' }).click();
  await sees(page, 'span 2026-05-21 to 2026-05-21');
});

story('date_input: typed as people in Germany write it', { ...editors, locale: 'de-DE' }, async ({ page }) => {
  const mine = page.getByRole('textbox', { name: 'Mine' });
  assert.equal(await mine.inputValue(), '10.03.2026');
  await enter(mine, '3.4.2026');
  await sees(page, 'mine 2026-04-03');
  await page.getByRole('button', { name: /: Mine$/ }).click();
  assert.equal(await page.getByRole('columnheader').first().getAttribute('abbr'), 'Montag');
});

story('date_input: typed as people in the United States write it', editors, async ({ page }) => {
  await enter(page.getByRole('textbox', { name: 'Mine' }), '3/4/2026');
  await sees(page, 'mine 2026-03-04');
  await page.getByRole('button', { name: /: Mine$/ }).click();
  assert.equal(await page.getByRole('columnheader').first().getAttribute('abbr'), 'Sunday');
});

story('date_input: what is no date is said, and the old value stays', editors, async ({ page }) => {
  const due = page.getByRole('textbox', { name: 'Due' });
  await enter(due, '31.2.2026');
  await sees(page, /“31.2.2026” is no date/);
  await enter(due, '28.2.2026');
  await sees(page, 'The first possible day is 01.03.2026.');
  await sees(page, 'date 2026-03-10');
  await enter(due, '2026-04-01');
  await sees(page, 'date 2026-04-01');
  assert.equal(await due.inputValue(), '01.04.2026');
});

story('a calendar for thumbs', { ...editors, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async ({ page }) => {
  await page.getByRole('button', { name: 'Choose in a calendar: Due' }).tap();
  const day = page.getByRole('button', { name: 'Friday, March 20, 2026' });
  const { width, height } = await day.boundingBox();
  assert.ok(width >= 44 && height >= 44, `${width} x ${height}`);
  await day.tap();
  await sees(page, 'date 2026-03-20');
});

story('time_input: typed, and chosen from the list', editors, async ({ page }) => {
  const at = page.getByRole('combobox', { name: 'At', exact: true });
  await enter(at, '2:07 pm');
  await sees(page, 'time 14:07');
  await at.click();
  await page.getByRole('option', { name: '14:30' }).click();
  await sees(page, 'time 14:30');
});

story('datetime_input: a day and a time, within the bounds', editors, async ({ page }) => {
  await enter(page.getByRole('combobox', { name: 'Moment, time' }), '20:00');
  await sees(page, 'moment 2026-03-10T20:00');
  await enter(page.getByRole('textbox', { name: 'Moment, day' }), '2026/03/12');
  await sees(page, 'moment 2026-03-12T18:00');
});

story('color_picker: a number, a preset and the picker', editors, async ({ page }) => {
  const number = page.getByRole('textbox', { name: 'Tone, as a number' });
  await enter(number, '#ABC');
  await sees(page, 'color #aabbcc');
  const preset = page.getByRole('group', { name: 'Colors of the charts' }).getByRole('button').first();
  const color = await preset.getAttribute('aria-label');
  await preset.click();
  await sees(page, `color ${color}`);
  await page.getByLabel('Tone', { exact: true }).fill('#00ff00');
  await sees(page, 'color #00ff00');
});

story('key_value_editor: added, renamed, deleted, and there after a reload', editors, async ({ page, server }) => {
  await page.getByRole('button', { name: 'Add entry' }).click();
  await page.keyboard.type('epochs');
  await page.keyboard.press('Tab');
  await page.getByRole('combobox', { name: 'Type of epochs' }).selectOption('Number');
  await page.getByRole('textbox', { name: 'Value of epochs' }).fill('3');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'Value of rate' }).fill('2.0');
  await page.getByRole('checkbox', { name: 'Value of fine' }).uncheck();
  await sees(page, 'settings #{"epochs": 3, "fine": false, "name": "a", "rate": 2.0}');
  await page.getByRole('textbox', { name: 'Name of entry 2' }).fill('rate');
  const double = page.getByRole('alert').filter({ hasText: 'is used twice' });
  await double.waitFor();
  await page.getByRole('textbox', { name: 'Name of entry 2' }).fill('title');
  await double.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Delete fine' }).click();
  await sees(page, /^settings #\{.*"title"/);
  const names = () => page.getByRole('textbox', { name: /^Name of entry/ }).evaluateAll((fields) => fields.map((field) => field.value));
  const before = await names();
  assert.equal(before.length, 3);
  await open(page, server.url);
  assert.deepEqual(await names(), before);
});

story('list_editor: changed and moved, and numbers stay numbers', editors, async ({ page }) => {
  await enter(page.getByRole('textbox', { name: 'Item 2' }), '16');
  await sees(page, 'layers [64, 16]');
  await page.keyboard.type('8.5');
  await page.getByRole('button', { name: 'Move Item 3 up' }).click();
  await sees(page, 'layers [64, 8.5, 16]');
  await page.keyboard.press('Enter');
  await sees(page, 'layers [8.5, 64, 16]');
});

story('tags: typed, suggested, pasted and taken back', editors, async ({ page }) => {
  const labels = page.getByRole('combobox', { name: 'Labels' });
  await labels.click();
  await page.getByRole('option', { name: 'two' }).click();
  await sees(page, 'labels ["one", "two"]');
  await page.keyboard.type('three,four');
  await page.keyboard.press('Enter');
  await sees(page, 'labels ["one", "two", "three", "four"]');
  await page.keyboard.press('Backspace');
  await sees(page, 'labels ["one", "two", "three"]');
});

story('code_input: typed, undone, applied, and Tab leads out after Escape', editors, async ({ page }) => {
  await page.locator('.cm-editor').waitFor();
  const source = page.getByRole('textbox', { name: 'Source' });
  await source.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nlet b = 2');
  await sees(page, /to apply$/);
  await page.keyboard.press('Control+Enter');
  await sees(page, 'lines 2, 19 letters, ends with = 2');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Enter');
  await sees(page, 'lines 1, 9 letters, ends with = 1');
  // While one types, Tab is part of the text; after Escape it leads on.
  await page.keyboard.type(';');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await eventually(() => page.evaluate(() => document.activeElement?.textContent.trim() === 'After'), 'Tab does not lead out');
  await sees(page, /letters, ends with\s+1;$/);
});
