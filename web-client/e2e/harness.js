// What the stories share: a server per app, a browser per file, and what may never happen on any page.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Server } from './server.js';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  // A camera and a microphone for widgets that want them: moving colors, and a beep each second.
  '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
/** How long anything may take on a busy machine. */
export const PATIENCE = 10_000;

const servers = new Map();
let browser;

after(async () => {
  await browser?.close();
  await Promise.all([...servers.values()].map(async (server) => (await server).close()));
});

/**
 * One test: an app in a page of its own. Stories of a file share the server of their app, unless they
 * say `own` because they edit the script or stop the server.
 *
 * `allow` are the console errors the story provokes; any other error fails it, as does anything that the
 * content policy stopped or that came from another server.
 */
export function story(name, { app, flags = [], own = false, allow = [], load = true, timeout = 60_000, ...options }, body) {
  test(name, { timeout }, async (t) => {
    const server = await serverFor(app, flags, own && name);
    browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
    const context = await browser.newContext({ locale: 'en-US', ...options });
    context.setDefaultTimeout(PATIENCE);
    const complaints = watch(context, allow);
    try {
      const page = await context.newPage();
      if (load) await open(page, server.url);
      await body({ t, page, context, server });
      assert.deepEqual(complaints, []);
    } catch (error) {
      console.error(`${name}: the server said\n${server.log}\nthe pages said\n${complaints.join('\n')}`);
      throw error;
    } finally {
      await context.close();
      if (own) await server.close();
    }
  });
}

/** Goes to an address and waits until the script's first page is there. */
export async function open(page, url) {
  await page.goto(url);
  await page.locator('main .w').first().waitFor();
}

/** Waits until a text is seen. */
export async function sees(page, text) {
  const found = typeof text === 'string' ? page.getByText(text, { exact: true }) : page.getByText(text);
  await found.filter({ visible: true }).first().waitFor();
}

/** Waits until a text is not seen any more. */
export async function misses(page, text) {
  await eventually(async () => (await page.getByText(text, { exact: true }).filter({ visible: true }).count()) === 0, `"${text}" is still there`);
}

/** Waits until something is true. */
export async function eventually(holds, otherwise) {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > end) assert.fail(otherwise);
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** Goes with the Tab key until the control has the focus. */
export async function tabTo(page, control) {
  for (let steps = 0; steps < 100; steps++) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail('the Tab key does not lead there');
}

function serverFor(app, flags, own) {
  const start = () => new Server(app, flags).start();
  if (own) return start();
  const key = [app, ...flags].join(' ');
  if (!servers.has(key)) servers.set(key, start());
  return servers.get(key);
}

/** Collects what may not happen. */
function watch(context, allow) {
  const complaints = [];
  const complain = (text) => allow.some((expected) => expected.test(text)) || complaints.push(text);
  const look = (page) => {
    page.on('console', (message) => message.type() === 'error' && complain(`console: ${message.text()}`));
    page.on('pageerror', (error) => complain(`uncaught: ${error.stack}`));
    page.on('crash', () => complain('the page crashed'));
  };
  context.on('page', look);
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && hostname !== 'localhost') complain(`external: ${request.url()}`);
  });
  return complaints;
}
