// Pictures of every page of the gallery, wide and narrow, light and dark, many on a sheet: to be looked at.
//   node tests/gallery.mjs [folder] [widget ...]      (MIRROR_BIN is the program; SETTINGS=1280-dark,390-light some of the four)
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Server } from '../e2e/server.js';

const [folder = '/tmp/gallery', ...only] = process.argv.slice(2);
const SETTINGS = (process.env.SETTINGS ?? '1280-light,1280-dark,390-light,390-dark').split(',');
/** How wide a picture is on a sheet, and how large a sheet is. */
const SHOWN = { 1280: 496, 390: 290 };
const SHEET = { width: 1500, height: 1400 };
/** How long a page has to draw what it fetches. */
const SETTLE_MILLIS = Number(process.env.SETTLE ?? 700);
/** A long example is cut. */
const MOST_HIGH = 1500;

async function shoot(setting) {
  const [width, colorScheme] = setting.split('-');
  const context = await browser.newContext({ viewport: { width: Number(width), height: 900 }, colorScheme, locale: 'en-US', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${setting}: ${error.stack}`));
  await page.goto(server.url);
  await page.locator('main h1').waitFor();
  await page.waitForTimeout(SETTLE_MILLIS);
  await page.screenshot({ path: join(folder, `${setting}-start.png`), fullPage: true });
  const names = only.length ? only : await page.evaluate(() => [...document.querySelectorAll('#sidebar a[href*="widget="]')].map((link) => new URL(link.href).searchParams.get('widget')).filter(Boolean));
  const sheets = new Sheets(await context.newPage(), setting, SHOWN[width]);
  for (const name of names) {
    await page.bringToFront();
    await page.evaluate((name) => document.querySelector(`#sidebar a[href$="widget=${name}"]`).click(), name);
    await page.getByRole('heading', { level: 1, name: `st.${name}`, exact: true }).waitFor();
    await page.waitForTimeout(SETTLE_MILLIS);
    await page.evaluate(() => scrollTo(0, 0));
    const example = await page.locator('.st-key-gallery-example').boundingBox();
    const high = Math.min(MOST_HIGH, example.y + example.height + 24);
    const left = Number(width) > 1000 ? 300 : 0;
    const picture = await page.screenshot({ fullPage: true, clip: { x: left, y: 48, width: Number(width) - left, height: high - 48 }, animations: 'disabled' });
    await sheets.put(name, picture, (high - 48) / (Number(width) - left));
  }
  await sheets.end();
  await context.close();
}

/** Puts pictures into columns, and columns onto sheets. */
class Sheets {
  constructor(page, setting, each) {
    Object.assign(this, { page, setting, each, number: 1, pictures: [], columns: [] });
    this.#clear();
  }

  #clear() {
    this.pictures = [];
    this.columns = Array.from({ length: Math.floor(SHEET.width / this.each) }, () => 0);
  }

  async put(name, picture, ratio) {
    const high = ratio * this.each + 22;
    const column = this.columns.indexOf(Math.min(...this.columns));
    if (this.columns[column] && this.columns[column] + high > SHEET.height) {
      await this.end();
      return this.put(name, picture, ratio);
    }
    this.pictures.push(`<figure style="position:absolute;left:${column * this.each}px;top:${this.columns[column]}px;margin:0;width:${this.each - 6}px"><figcaption>${name}</figcaption><img style="width:100%;border:1px solid #888" src="data:image/png;base64,${picture.toString('base64')}"></figure>`);
    this.columns[column] += high;
  }

  async end() {
    if (!this.pictures.length) return;
    await this.page.setViewportSize({ width: SHEET.width, height: Math.ceil(Math.max(...this.columns)) });
    await this.page.setContent(`<body style="margin:0;background:#bbb;font:13px sans-serif">${this.pictures.join('')}`);
    await this.page.screenshot({ path: join(folder, `${this.setting}-${String(this.number++).padStart(2, '0')}.png`) });
    this.#clear();
  }
}

mkdirSync(folder, { recursive: true });
const server = await new Server('scripts/gallery.rhai').start();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'] });
try {
  await Promise.all(SETTINGS.map(shoot));
} finally {
  await browser.close();
  await server.close();
}
