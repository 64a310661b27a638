// What measurements in the browser share: a server, a Chromium, and the main thread's time.
import { createRequire } from 'node:module';
import { Server } from '../../web-client/e2e/server.js';

const { chromium } = createRequire(new URL('../../web-client/package.json', import.meta.url))('playwright-core');

/** Runs `body` with a page that shows a script of `benches/scripts`. */
export async function withPage(script, body) {
  const server = await new Server(`benches/scripts/${script}.rhai`).start();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(server.url);
    await page.locator('main .w').first().waitFor();
    await quiet(page);
    return await body(page, cdp);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Waits until what was changed is on the screen and nothing is left to do. */
export async function quiet(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done, { timeout: 500 })))));
}

/** What the main thread has spent so far, in milliseconds: CPU time of all its tasks, and the parts of it. */
export async function spent(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name) => 1000 * metrics.find((metric) => metric.name === name).value;
  return { all: of('TaskDuration'), script: of('ScriptDuration'), style: of('RecalcStyleDuration'), layout: of('LayoutDuration') };
}

/** The difference of two readings. */
export function between(before, after) {
  return Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - before[name]]));
}

/** The value below which this share of all lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
