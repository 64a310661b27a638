// How smooth a long answer is in Chromium: `node bench/stream.mjs [shape ...] [--pace 100] [--count 20000]`, with
// MIRROR_BIN=.../mirror. It writes, for each shape: frames and their times (p50, p95, the longest), the main thread's
// time, of that script, style and layout, and how much of the page jumped (layout shift; 0 is best).
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const option = (name, otherwise) => (args.includes(`--${name}`) ? args.splice(args.indexOf(`--${name}`), 2)[1] : otherwise);
const pace = Number(option('pace', 0));
const count = Number(option('count', 20_000));
const port = Number(option('port', 8599));
const shapes = args.length ? args : ['mixed', 'list', 'table', 'code', 'plain'];

const server = spawn(process.env.MIRROR_BIN ?? 'mirror', ['run', join(here, 'stream.rhai'), '--port', String(port), '--headless'], { stdio: 'ignore' });
await until(() => fetch(`http://127.0.0.1:${port}/`).then(({ ok }) => ok, () => false));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
try {
  for (const shape of shapes) console.log(shape.padEnd(8), await measure(shape));
} finally {
  await browser.close();
  server.kill();
}

async function measure(shape) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/?shape=${shape}&pace=${pace}&count=${count}`);
  const write = page.getByRole('button', { name: 'Write' });
  await write.waitFor();
  await page.evaluate(() => {
    globalThis.seen = { frames: [], shift: 0, long: 0 };
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (seen.shift += value))).observe({ type: 'layout-shift' });
    new PerformanceObserver((list) => (seen.long += list.getEntries().length)).observe({ type: 'longtask' });
    // A frame counts while text grows: from its beginning to the next one's.
    let before;
    const step = (now) => {
      if (before !== undefined && document.querySelector('.md.streaming')) seen.frames.push(now - before);
      before = now;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  const cdp = await context.newCDPSession(page);
  // Time of the processor, so that a busy machine does not count.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const metrics = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
  const before = await metrics();
  const began = Date.now();
  await write.click();
  await page.getByText('The answer is whole.').waitFor({ timeout: 600_000 });
  const seconds = (Date.now() - began) / 1000;
  const after = await metrics();
  const { frames, shift, long } = await page.evaluate(() => globalThis.seen);
  await context.close();
  const sorted = frames.sort((a, b) => a - b);
  const at = (part) => Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) * 10) / 10;
  const spent = (name) => `${Math.round((after[name] - before[name]) * 1000)} ms`;
  return `${seconds.toFixed(1)} s, ${frames.length} frames: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${Math.round(sorted.at(-1) ?? 0)} ms; main thread ${spent('TaskDuration')} (script ${spent('ScriptDuration')}, style ${spent('RecalcStyleDuration')}, layout ${spent('LayoutDuration')}); ${long} long tasks; shift ${shift.toFixed(4)}`;
}

async function until(holds) {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error('the server does not answer');
}
