// A session is one tab's life: it survives a refresh and a lost line, and ends with the server.
import assert from 'node:assert/strict';
import { misses, open, sees, story } from './harness.js';
import { Line } from './line.js';

const memory = { app: 'memory' };
const LOST = [/WebSocket connection to .* failed/, /ERR_CONNECTION_REFUSED/];

story('a refresh keeps everything and runs nothing', memory, async ({ page }) => {
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await page.keyboard.press('Enter');
  await sees(page, 'hello Ada');
  await page.getByRole('button', { name: 'Add' }).click();
  await sees(page, 'list [1]');
  await sees(page, 'run 3');
  await page.reload();
  await sees(page, 'hello Ada');
  await sees(page, 'list [1]');
  await sees(page, 'run 3');
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Ada');
  // The next event is the fourth run: there was none in between.
  await page.getByRole('button', { name: 'Add' }).click();
  await sees(page, 'run 4');
  await sees(page, 'list [1, 2]');
});

story('R runs the script again, but not while something is typed', memory, async ({ page }) => {
  await sees(page, 'run 1');
  await page.keyboard.press('r');
  await sees(page, 'run 2');
  await page.getByRole('textbox', { name: 'Name' }).press('r');
  await page.keyboard.press('Enter');
  await sees(page, 'run 3');
  await sees(page, /^hello r?nobodyr?$/);
});

story('a refresh in the middle of a run joins that run', memory, async ({ page }) => {
  await page.getByRole('button', { name: 'Count slowly' }).click();
  await sees(page, 'counted 3');
  await page.reload();
  await sees(page, 'counted 29');
  await sees(page, 'run 2');
});

story('a duplicated tab has a session of its own', memory, async ({ page, context }) => {
  await page.getByRole('button', { name: 'Add' }).click();
  await sees(page, 'list [1]');
  // A window opened like this starts with a copy of the tab's session storage, as a duplicated tab does.
  const [copy] = await Promise.all([context.waitForEvent('page'), page.evaluate(() => void window.open(location.href))]);
  await sees(copy, 'run 1');
  await sees(copy, 'list []');
  await copy.getByRole('button', { name: 'Add' }).click();
  await copy.getByRole('button', { name: 'Add' }).click();
  await sees(copy, 'list [1, 2]');
  await page.getByRole('button', { name: 'Add' }).click();
  await sees(page, 'list [1, 2]');
  await sees(page, 'run 3');
  // Each of them also keeps its own after a refresh.
  await copy.reload();
  await sees(copy, 'run 3');
});

story('a cut line is noticed calmly, and what was missed is delivered', { ...memory, allow: LOST, load: false }, async ({ page, server }) => {
  const line = await Line.to(server.port);
  try {
    await open(page, line.url);
    await page.getByRole('textbox', { name: 'Name' }).fill('half');
    await page.getByRole('button', { name: 'Count slowly' }).click();
    await sees(page, 'counted 2');
    line.cut();
    await sees(page, 'Reconnecting…');
    // What is there stays, and what is done now is not lost.
    await sees(page, 'counted 2');
    await page.getByRole('textbox', { name: 'Name' }).fill('written offline');
    await page.keyboard.press('Enter');
    line.mend();
    await misses(page, 'Reconnecting…');
    await sees(page, 'hello written offline');
    assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'written offline');
  } finally {
    await line.close();
  }
});

story('frames missed while the line was cut are delivered', { ...memory, allow: LOST, load: false }, async ({ page, server }) => {
  const line = await Line.to(server.port);
  try {
    await open(page, line.url);
    await page.getByRole('button', { name: 'Count slowly' }).click();
    await sees(page, 'counted 2');
    line.cut();
    await sees(page, 'Reconnecting…');
    line.mend();
    await sees(page, 'counted 29');
    await misses(page, 'Reconnecting…');
    await sees(page, 'run 2');
  } finally {
    await line.close();
  }
});

story('a server that starts again is found again, with a new session', { ...memory, own: true, allow: LOST }, async ({ page, server }) => {
  await page.getByRole('button', { name: 'Add' }).click();
  await sees(page, 'list [1]');
  await page.getByRole('textbox', { name: 'Name' }).fill('a draft');
  await server.stop();
  await sees(page, 'Reconnecting…');
  await sees(page, 'list [1]');
  await server.start();
  await sees(page, 'run 1');
  await sees(page, 'list []');
  await misses(page, 'Reconnecting…');
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'a draft');
  await page.getByRole('button', { name: 'Add' }).click();
  await sees(page, 'list [1]');
});
