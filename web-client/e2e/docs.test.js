// `mirror docs --export`: the gallery as files, on a web server and opened from disk.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const binary = resolve(process.env.MIRROR_BIN ?? join(import.meta.dirname, '../../target/debug/mirror'));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.wasm': 'application/wasm' };

const folder = mkdtempSync(join(tmpdir(), 'mirror-site-'));
let browser;
let server;
let places;

before(async () => {
  execFileSync(binary, ['docs', '--export', folder], { timeout: 300_000 });
  server = createServer((request, response) => {
    const file = join(folder, decodeURIComponent(new URL(request.url, 'http://h').pathname));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  places = { 'a web server': `http://127.0.0.1:${server.address().port}/`, disk: `file://${folder}/` };
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const place of ['a web server', 'disk']) {
  test(`the site works from ${place}`, { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ locale: 'en-US' });
    const complaints = [];
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => /^https?:/.test(request.url()) && !request.url().startsWith(places[place]) && complaints.push(request.url()));

    await page.goto(`${places[place]}index.html`);
    await page.getByRole('heading', { name: 'Mirror gallery', level: 1 }).waitFor();
    await page.getByRole('searchbox').fill('dragging');
    await page.locator('#sidebar').getByRole('link', { name: 'slider', exact: true }).click();
    await page.getByRole('heading', { name: 'st.slider', level: 1 }).waitFor();
    assert.match(page.url(), /\/slider\.html$/);
    // It is drawn, and can be moved, but nothing is computed.
    const slider = page.getByRole('slider').first();
    const before = await slider.inputValue().catch(() => slider.getAttribute('aria-valuenow'));
    await slider.press('ArrowRight');
    assert.notEqual(await slider.inputValue().catch(() => slider.getAttribute('aria-valuenow')), before);

    await page.goto(`${places[place]}line_chart.html`);
    await page.locator('main svg').first().waitFor();
    await page.goto(`${places[place]}component.html`);
    await page.getByRole('radio', { name: '4 of 5' }).waitFor();
    await page.goto(`${places[place]}image.html`);
    await page.locator('main img').first().waitFor();
    assert.ok(await page.locator('main img').first().evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test('without scripts there are words, options and ways', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${places['a web server']}index.html`);
  await page.getByRole('link', { name: 'st.slider' }).click();
  await page.getByRole('cell', { name: 'min_value', exact: true }).first().waitFor();
  assert.match(await page.locator('pre').innerText(), /st\.slider\(/);
  await context.close();
});
