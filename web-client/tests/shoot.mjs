// Pictures of the harness: `node tests/shoot.mjs [kind ...]` → /tmp/shots/*.png; with --axe also accessibility findings.
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { buildPage, serve } from './server.mjs';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const OUT = process.env.SHOTS ?? '/tmp/shots';
const axe = process.argv.includes('--axe') && readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const kinds = process.argv.slice(2).filter((word) => !word.startsWith('-'));

const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const scenes = kinds.length ? { [kinds.join('-')]: `?only=${kinds.join(',')}` } : {
  all: '', sidebar: '?sidebar=auto&only=metric,text,slider', running: '?scene=running&only=title,text,metric,slider', problem: '?scene=problem&only=title,metric,slider',
  refused: '?scene=refused', offline: '?scene=offline&only=title,text', chat: '?only=chat_message,chat_input', drawer: '?sidebar=expanded&only=text',
};

mkdirSync(OUT, { recursive: true });
const server = await serve(await buildPage());
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
let findings = 0;
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport, colorScheme, hasTouch: size === 'phone', isMobile: size === 'phone', bypassCSP: Boolean(axe) });
    for (const [scene, query] of Object.entries(scenes)) {
      const page = await context.newPage();
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.log(scene, message.text()));
      page.on('pageerror', (error) => console.log(scene, String(error)));
      await page.goto(`http://127.0.0.1:${server.address().port}/${query}`);
      await page.waitForTimeout(scene === 'running' || scene === 'offline' ? 1500 : 700);
      await page.screenshot({ path: `${OUT}/${scene}-${size}-${colorScheme}.png`, fullPage: !['problem', 'chat', 'drawer', 'offline'].includes(scene) });
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) console.log(`${scene} ${size}: ${sideways} px wider than the window`);
      if (axe) findings += await inspect(page, `${scene} ${size} ${colorScheme}`);
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
server.close();
server.closeAllConnections();
console.log(axe ? `${findings} serious or critical findings` : `pictures in ${OUT}`);
process.exit(findings ? 1 : 0);

async function inspect(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  for (const { id, impact, nodes } of violations) console.log(where, impact, id, nodes.length, nodes[0].html.slice(0, 160), nodes[0].any?.[0]?.message ?? '');
  return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).length;
}
