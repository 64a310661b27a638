// A whole chat: what is said, how an answer comes, and what can be done about it.
import assert from 'node:assert/strict';
import { eventually, misses, sees, story } from './harness.js';

const chat = { app: 'chat' };
const line = (page) => page.getByPlaceholder('Your message');
const button = (page, name) => page.getByRole('button', { name, exact: true });
const messages = (page) => page.getByRole('article');
const lastAnswer = (page) => page.getByRole('article', { name: 'Assistant' }).last();

async function say(page, text) {
  await line(page).fill(text);
  await line(page).press('Enter');
}

/** Says something and waits for the whole answer. */
async function hear(page, text, answer) {
  await say(page, text);
  await sees(page, answer);
  await page.locator('.md.streaming').waitFor({ state: 'detached' });
}

story('a suggestion is sent with a click, and an answer comes', chat, async ({ page }) => {
  await sees(page, 'Hello there');
  await button(page, 'Tell me something').click();
  await sees(page, 'Answer to Tell me something after 0 messages.');
  await misses(page, 'Hello there');
  await hear(page, 'and more', 'Answer to and more after 2 messages.');
  assert.equal(await messages(page).count(), 4);
  assert.equal(await line(page).inputValue(), '');
});

story('an answer that grows is stopped where it is, and can be asked for again', chat, async ({ page }) => {
  await say(page, 'A long one');
  await sees(page, /word12\b/);
  await page.locator('.chat').getByRole('button', { name: 'Stop' }).click();
  await sees(page, 'Stopped');
  await page.locator('.md.streaming').waitFor({ state: 'detached' });
  const there = await lastAnswer(page).locator('.md').innerText();
  assert.match(there, /word12\b/);
  assert.doesNotMatch(there, /word400/);
  // It is at rest: nothing comes after it.
  await new Promise((next) => setTimeout(next, 400));
  assert.equal(await lastAnswer(page).locator('.md').innerText(), there);
  // What comes next does not take it away.
  await hear(page, 'Go on', 'Answer to Go on after 2 messages.');
  await sees(page, 'Stopped');
  await button(page, 'Take back').click();
  await eventually(async () => (await line(page).inputValue()) === 'Go on', 'the words are not in the line');
  await button(page, 'Try again').click();
  await misses(page, 'Stopped');
  await sees(page, /word12\b/);
  await page.locator('.chat').getByRole('button', { name: 'Stop' }).click();
  await sees(page, 'Stopped');
  assert.equal(await messages(page).count(), 2);
});

story('a second message while an answer grows ends the first, and both stay', chat, async ({ page }) => {
  await say(page, 'A long one');
  await sees(page, /word8\b/);
  await line(page).fill('Something else');
  await page.locator('.chat').getByRole('button', { name: 'Send' }).click();
  await sees(page, 'Answer to Something else after 2 messages.');
  await sees(page, /word8\b/);
  await sees(page, 'Stopped');
  assert.equal(await messages(page).count(), 4);
});

story('what is changed elsewhere begins the answer anew, and nothing is lost', chat, async ({ page }) => {
  await say(page, 'A long one');
  await sees(page, /word8\b/);
  await page.keyboard.press('Escape');
  await page.locator('body').click({ position: { x: 400, y: 70 } });
  await page.keyboard.press('r');
  await eventually(async () => (await messages(page).count()) === 2, 'the answer is there twice');
  await sees(page, /word14\b/);
  assert.equal(await page.getByText('Stopped').count(), 0);
  await page.locator('.chat').getByRole('button', { name: 'Stop' }).click();
});

story('a message of one\'s own is changed, and what followed is answered anew', chat, async ({ page }) => {
  await hear(page, 'one', 'Answer to one after 0 messages.');
  await hear(page, 'two', 'Answer to two after 2 messages.');
  await page.getByRole('article', { name: 'You' }).first().hover();
  await button(page, 'Edit message').first().click();
  const field = page.getByRole('textbox', { name: 'Edit message' });
  assert.equal(await field.inputValue(), 'one');
  await field.fill('uno');
  await field.press('Escape');
  await sees(page, 'one');
  await button(page, 'Edit message').first().click();
  await field.fill('uno');
  await field.press('Enter');
  await sees(page, 'Answer to uno after 0 messages.');
  await misses(page, 'Answer to two after 2 messages.');
  assert.equal(await messages(page).count(), 2);
});

story('an answer is rated, and the script hears it', { ...chat, own: true }, async ({ page }) => {
  await hear(page, 'rate me', 'Answer to rate me after 0 messages.');
  await button(page, 'Good answer').click();
  await sees(page, 'rated: 1 like assistant');
  assert.equal(await button(page, 'Good answer').getAttribute('aria-pressed'), 'true');
  await button(page, 'Bad answer').click();
  await sees(page, 'rated: 1 dislike assistant');
  assert.equal(await button(page, 'Good answer').getAttribute('aria-pressed'), 'false');
  await button(page, 'Bad answer').click();
  await sees(page, 'rated: 1 assistant');
  await button(page, 'Good answer').click();
  await page.reload();
  await sees(page, 'rated: 1 like assistant');
  assert.equal(await button(page, 'Good answer').getAttribute('aria-pressed'), 'true');
});

story('a failure stands in the conversation, and can be tried again', { ...chat, own: true }, async ({ page }) => {
  await say(page, 'please fail');
  await sees(page, /the oven is/);
  await button(page, 'Try again').click();
  await sees(page, 'Answer to please fail after 0 messages.');
  assert.equal(await page.getByText(/the oven is/).count(), 0);
});

story('thoughts are folded away, replies are one click, and what was drawn stays', chat, async ({ page }) => {
  await hear(page, 'think', 'It is four.');
  const thought = lastAnswer(page).locator('summary');
  await misses(page, 'Two and two make four.');
  await thought.click();
  await sees(page, 'Two and two make four.');
  await say(page, 'choose');
  await button(page, 'The red one').click();
  await sees(page, 'Answer to The red one after 4 messages.');
  await say(page, 'draw');
  await sees(page, 'See above.');
  await hear(page, 'bye', 'Answer to bye after 8 messages.');
  await sees(page, '42');
});

story('past conversations are there after a reload and in a new session', chat, async ({ page, context, server }) => {
  await hear(page, 'the first talk', 'Answer to the first talk after 0 messages.');
  const past = page.getByRole('navigation', { name: 'Conversations' });
  await past.getByRole('button', { name: 'New chat' }).click();
  await sees(page, 'Hello there');
  await hear(page, 'the second talk', 'Answer to the second talk after 0 messages.');
  await page.reload();
  await sees(page, 'Answer to the second talk after 0 messages.');
  const other = await context.newPage();
  await other.goto(server.url);
  await sees(other, 'Answer to the second talk after 0 messages.');
  const there = other.getByRole('navigation', { name: 'Conversations' });
  await there.getByRole('button', { name: 'the first talk', exact: true }).click();
  await sees(other, 'Answer to the first talk after 0 messages.');
  await there.getByRole('button', { name: 'Rename the first talk' }).click();
  await other.getByRole('textbox', { name: 'Name of the conversation' }).fill('Renamed');
  await other.keyboard.press('Enter');
  await there.getByRole('button', { name: 'Renamed', exact: true }).waitFor();
  await there.getByRole('button', { name: 'Delete Renamed' }).click();
  await there.getByRole('button', { name: 'Delete Renamed', exact: true }).click();
  await sees(other, 'Hello there');
  await there.getByRole('button', { name: 'the second talk', exact: true }).waitFor();
  assert.equal(await there.getByRole('button', { name: 'Renamed' }).count(), 0);
});

story('who reads further up is left there, and comes back with one click', { ...chat, viewport: { width: 900, height: 420 } }, async ({ page }) => {
  await say(page, 'A long one');
  await sees(page, /word90\b/);
  await page.mouse.move(450, 200);
  await page.mouse.wheel(0, -300);
  const jump = page.getByRole('button', { name: 'Jump to latest' });
  await jump.waitFor();
  const before = await page.evaluate(() => scrollY);
  await sees(page, /word130\b/);
  assert.equal(await page.evaluate(() => scrollY), before);
  await jump.click();
  await jump.waitFor({ state: 'detached' });
  await eventually(() => page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY < 48), 'it is not at the end');
  await page.locator('.chat').getByRole('button', { name: 'Stop' }).click();
});

story('on a phone the line is at the end of the window and nothing is cut off', { ...chat, viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }, async ({ page }) => {
  const atTheEnd = async () => {
    const box = await page.locator('.chat .foot').boundingBox();
    return Math.abs(box.y + box.height - 640) < 2;
  };
  await sees(page, 'Hello there');
  assert.ok(await atTheEnd(), 'the line floats');
  await hear(page, 'a word', 'Answer to a word after 0 messages.');
  await hear(page, 'another', 'Answer to another after 2 messages.');
  assert.ok(await atTheEnd(), 'the line is gone');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  for (const act of await page.locator('.act').all()) {
    const { width, height } = await act.boundingBox();
    assert.ok(width >= 44 && height >= 44, `a button of ${width} × ${height}`);
  }
});

story('an answer is read out in sentences, not word by word', chat, async ({ page }) => {
  await page.evaluate(() => {
    globalThis.spoken = [];
    new MutationObserver(() => {
      const words = document.querySelector('.chat > [aria-live=polite]')?.textContent;
      if (words && words !== globalThis.spoken.at(-1)) globalThis.spoken.push(words);
    }).observe(document.querySelector('.chat'), { subtree: true, childList: true, characterData: true });
  });
  await hear(page, 'hello', 'Answer to hello after 0 messages.');
  await eventually(() => page.evaluate(() => globalThis.spoken.at(-1) === 'Answer to hello after 0 messages.'), 'it was not read out');
  assert.ok((await page.evaluate(() => globalThis.spoken.length)) <= 3);
});
