// What the script gets is what the person did, for every input.
import { sees, story, tabTo } from './harness.js';

const inputs = { app: 'inputs' };

story('checkbox: a click and the space key', inputs, async ({ page }) => {
  await page.getByText('Agree', { exact: true }).click();
  await sees(page, 'checkbox true');
  await page.getByRole('checkbox', { name: 'Agree' }).press('Space');
  await sees(page, 'checkbox false');
});

story('toggle: a click and the space key', inputs, async ({ page }) => {
  await page.getByRole('switch', { name: 'Light' }).click();
  await sees(page, 'toggle false');
  await page.keyboard.press('Space');
  await sees(page, 'toggle true');
});

story('radio: a click and the arrow keys', inputs, async ({ page }) => {
  await page.getByRole('radio', { name: 'long' }).click();
  await sees(page, 'radio long');
  await page.keyboard.press('ArrowDown');
  await sees(page, 'radio in verse');
});

story('selectbox: found by typing, taken with Enter', inputs, async ({ page }) => {
  await tabTo(page, page.getByRole('combobox', { name: 'City' }));
  await page.keyboard.type('koln');
  await page.getByRole('option', { name: 'Köln' }).waitFor();
  await page.keyboard.press('Enter');
  await sees(page, 'selectbox Köln');
});

story('selectbox: chosen with arrows and with the mouse', inputs, async ({ page }) => {
  await page.getByRole('combobox', { name: 'City' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await sees(page, 'selectbox Bonn');
  await page.getByRole('combobox', { name: 'City' }).click();
  await page.getByRole('option', { name: 'Ulm' }).click();
  await sees(page, 'selectbox Ulm');
});

story('multiselect: options are added and removed', inputs, async ({ page }) => {
  await page.getByRole('combobox', { name: 'Colors' }).click();
  await page.getByRole('option', { name: 'blue' }).click();
  await sees(page, 'multiselect ["red", "blue"]');
  await page.keyboard.type('gr');
  await page.keyboard.press('Enter');
  await sees(page, 'multiselect ["red", "blue", "green"]');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove red' }).click();
  await sees(page, 'multiselect ["blue", "green"]');
  await page.keyboard.press('Backspace');
  await sees(page, 'multiselect ["blue"]');
});

story('slider: arrow keys and a typed number', inputs, async ({ page }) => {
  await page.getByRole('slider', { name: 'Age' }).press('ArrowRight');
  await sees(page, 'slider 31');
  await page.getByRole('button', { name: /^Age: 31/ }).click();
  await page.getByRole('textbox', { name: 'Age' }).fill('77');
  await page.keyboard.press('Enter');
  await sees(page, 'slider 77');
});

story('slider: both ends of a range, which do not pass each other', inputs, async ({ page }) => {
  await page.getByRole('slider', { name: 'Between, from' }).press('ArrowRight');
  await sees(page, 'range 21 to 60');
  await page.getByRole('slider', { name: 'Between, to' }).press('Home');
  await sees(page, 'range 21 to 21');
  await page.getByRole('slider', { name: 'Between, to' }).press('End');
  await sees(page, 'range 21 to 100');
});

story('number_input: typed, stepped and kept within its limits', inputs, async ({ page }) => {
  const count = page.getByRole('spinbutton', { name: 'Count' });
  await count.fill('7');
  await count.press('Enter');
  await sees(page, 'number_input 7');
  await count.press('ArrowUp');
  await sees(page, 'number_input 8');
  await page.getByRole('button', { name: 'Decrease Count' }).click();
  await sees(page, 'number_input 7');
  await count.fill('99');
  await count.press('Enter');
  await sees(page, 'number_input 10');
  await sees(page, 'At most 10');
});

story('text_input: Enter sends, leaving sends, Escape takes back', inputs, async ({ page }) => {
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('Grace');
  await sees(page, 'Press Enter to apply');
  await name.press('Enter');
  await sees(page, 'text_input Grace');
  await name.fill('Mary');
  await name.blur();
  await sees(page, 'text_input Mary');
  await name.fill('Nobody');
  await name.press('Escape');
  await page.waitForFunction((input) => input.value === 'Mary', await name.elementHandle());
});

story('text_area: Ctrl+Enter sends, Enter is a new line', inputs, async ({ page }) => {
  const tale = page.getByRole('textbox', { name: 'Tale' });
  await tale.press('End');
  await tale.press('Enter');
  await tale.pressSequentially('upon a time');
  await tale.press('Control+Enter');
  await sees(page, /text_area Once\s+upon a time/);
});

story('button: each click counts', inputs, async ({ page }) => {
  const press = page.getByRole('button', { name: 'Press', exact: true });
  for (let click = 0; click < 5; click++) await press.click({ noWaitAfter: true });
  await sees(page, 'button 5');
  await press.press('Enter');
  await sees(page, 'button 6');
});

story('chat_input: Enter sends and empties it', inputs, async ({ page }) => {
  const line = page.getByRole('textbox', { name: 'Say something' });
  await line.fill('Hello');
  await line.press('Enter');
  await sees(page, 'chat_input ["Hello"]');
  await page.waitForFunction((input) => input.value === '', await line.elementHandle());
  await line.fill('Mirror');
  await page.getByRole('button', { name: 'Send' }).click();
  await sees(page, 'chat_input ["Hello", "Mirror"]');
});
