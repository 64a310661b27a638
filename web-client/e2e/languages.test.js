// The interface, numbers and dates in the language of the browser, or of the app.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible } from './access.js';
import { open, story } from './harness.js';

const app = 'web-client/e2e/apps/languages.rhai';
const folder = new URL('../src/words/', import.meta.url);
/** The catalogue of a language: its file is an object literal. */
const wordsOf = (language) => new Function(`return ${/= (\{[\s\S]*\});/.exec(readFileSync(new URL(`${language}.ts`, folder), 'utf8'))[1]}`)();
const LANGUAGES = readdirSync(folder).map((name) => name.slice(0, 2));
/** Names and keys that are the same in every language. */
const NAMES = /^(?:Mirror|JSON|CSV|PNG|SVG|Escape|Tab|Enter|Ctrl|Cmd|HEX|YYYY|MM|DD)$/;

/** All that the page says, aloud or in writing, but for what stands in a text of the script. */
const said = (page) => page.evaluate(() => {
  const texts = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walk.currentNode; node; node = walk.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) node.parentElement.closest('script, style, noscript') || texts.add(node.data.trim());
    else for (const name of ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt']) texts.add(node.getAttribute(name)?.trim() ?? '');
  }
  return [...texts].filter(Boolean);
});

const SHOWN = {
  'de-DE': { number: '1.234.567,5', date: '09.05.2026', options: 'Option auswählen', thousands: '2.500', month: 'Mai 2026' },
  'ru-RU': { number: '1\u00a0234\u00a0567,5', date: '09.05.2026', options: 'Выберите вариант', thousands: '2\u00a0500', month: 'май 2026' },
  'zh-CN': { number: '1,234,567.5', date: '2026/5/9', options: '请选择', thousands: '2,500', month: '2026年5月' },
  'es-ES': { number: '1.234.567,5', date: '9/5/2026', options: 'Elige una opción', thousands: '2500', month: 'may 2026' },
  'ar-EG': { number: '١٬٢٣٤٬٥٦٧٫٥', date: '٩/٥/٢٠٢٦', options: 'اختر خيارًا', thousands: '٢٬٥٠٠', month: 'مايو ٢٠٢٦' },
};

for (const [locale, shown] of Object.entries(SHOWN)) {
  const language = locale.slice(0, 2);

  story(`${locale}: every word of the interface is in its language`, { app, locale, timeout: 90_000 }, async ({ page }) => {
    await page.getByText('Ω31').waitFor();
    // What opens has words, too.
    const words = wordsOf(language);
    await page.getByRole('button', { name: words['Page menu'], exact: true }).click();
    await page.getByText(words['Copy page link'], { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words['Choose in a calendar: {name}'].replace('{name}', 'Ω6'), exact: true }).click();
    await page.getByRole('button', { name: words['Next month'], exact: true }).waitFor();
    const texts = await said(page);
    const english = Object.entries(words).filter(([key, text]) => text !== key).map(([key]) => key);
    assert.deepEqual(texts.filter((text) => english.includes(text)), []);
    if (!['de', 'es'].includes(language)) {
      const latin = texts.filter((text) => text.match(/[A-Za-z]{3,}/g)?.some((word) => !NAMES.test(word)));
      assert.deepEqual(latin, []);
    }
    assert.ok(texts.includes(words['Your message']));
    assert.ok(texts.includes(words['Submit']));
  });

  story(`${locale}: numbers and dates are written as there`, { app, locale }, async ({ page }) => {
    await page.getByText('Ω31').waitFor();
    assert.ok((await page.locator('main p', { hasText: 'Ψ' }).textContent()).includes(`${shown.number} Ψ ${shown.date}`));
    assert.equal(await page.locator('.metric .value').textContent(), shown.number);
    const own = new Intl.NumberFormat(locale);
    assert.equal(await page.getByRole('spinbutton', { name: 'Ω2' }).inputValue(), own.format(1_234_567));
    assert.equal(await page.getByRole('slider', { name: 'Ω3' }).getAttribute('aria-valuetext'), own.format(1234.5));
    const marks = (await page.locator('svg text').allTextContents()).map((text) => text.trim());
    assert.ok(marks.includes(shown.thousands), marks.join(' '));
    assert.ok(marks.includes(shown.month), marks.join(' '));
    assert.ok((await said(page)).includes(shown.options));
  });

  story(`${locale}: the page says its language and where lines begin, and everybody can use it`, { app, locale, timeout: 90_000 }, async ({ page }) => {
    await page.getByText('Ω31').waitFor();
    const root = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
    assert.deepEqual(root, [language, language === 'ar' ? 'rtl' : 'ltr']);
    await accessible(page);
  });
}

story('counted things have the form of their number', { app, locale: 'ru-RU' }, async ({ page }) => {
  await page.getByText('Ω31').waitFor();
  const group = page.getByRole('radiogroup', { name: 'Ω14' });
  for (const name of ['1 звезда', '3 звезды', '5 звёзд']) await group.getByRole('radio', { name, exact: true }).waitFor({ state: 'attached' });
});

story('what reads from the right stands there', { app, locale: 'ar-EG', viewport: { width: 1280, height: 800 } }, async ({ page }) => {
  await page.getByText('Ω31').waitFor();
  const left = async (locator) => (await locator.boundingBox()).x;
  const main = await left(page.locator('main'));
  assert.ok((await left(page.locator('#sidebar'))) > main, 'the sidebar is at the right');
  const bar = await page.locator('[role=progressbar]').first().boundingBox();
  const filled = await page.locator('[role=progressbar] i').first().boundingBox();
  assert.ok(Math.abs(bar.x + bar.width - filled.x - filled.width) < 2, 'a bar fills from the right');
  assert.equal(await page.locator('.code-block pre').first().evaluate((code) => getComputedStyle(code).direction), 'ltr');
  await page.setViewportSize({ width: 320, height: 640 });
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
});

story('the app may say its language, and then numbers follow it', { app, own: true, load: false, locale: 'en-US' }, async ({ page, server }) => {
  writeFileSync(join(server.folder, 'mirror.toml'), 'language = "de"\n');
  await server.stop();
  await server.start();
  await open(page, server.url);
  await page.getByText('Ω31').waitFor();
  assert.ok((await said(page)).includes(wordsOf('de')['Choose an option']));
  // What is no component, too.
  assert.deepEqual((await said(page)).filter((text) => text === 'Copy'), []);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  assert.equal(await page.locator('.metric .value').textContent(), SHOWN['de-DE'].number);
  assert.equal(await page.getByRole('spinbutton', { name: 'Ω2' }).inputValue(), '1.234.567');
});

story('a language that nobody has translated leaves English, and the numbers of the browser', { app, locale: 'it-IT' }, async ({ page }) => {
  assert.ok(!LANGUAGES.includes('it'));
  await page.getByText('Ω31').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.ok((await said(page)).includes('Choose an option'));
  assert.equal(await page.locator('.metric .value').textContent(), '1.234.567,5');
});

story('letters of other languages come from the house', { app, locale: 'ru-RU' }, async ({ page }) => {
  await page.getByText('Ω31').waitFor();
  const cyrillic = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter((font) => font.family.includes('Inter') && font.status === 'loaded').some((font) => font.unicodeRange.includes('U+400'));
  });
  assert.ok(cyrillic);
});
