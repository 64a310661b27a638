// What scripts show is shown and never run; pictures and charts tell what they are.
import assert from 'node:assert/strict';
import { open, sees, story } from './harness.js';

story('nothing a script says is run by the browser', { app: 'content', allow: [/Blocked script execution in .*\/media\//] }, async ({ page, context, server }) => {
  let alarmed = 0;
  page.on('dialog', (dialog) => ((alarmed += 1), dialog.dismiss()));
  await sees(page, 'that was all');
  const found = await page.evaluate(() => [
    ...document.querySelectorAll('main script, main iframe, main style, main object, main embed, main form, main [onerror], main [onload], main [onclick], main img[src=x], main a[href^="javascript"], main a[href^="data:text"]'),
  ].map((element) => element.outerHTML));
  assert.deepEqual(found, []);
  await page.locator('main').getByText('<script>alert(1)</script>').first().waitFor();
  // The picture, looked at alone, does nothing either.
  const address = await page.getByRole('img', { name: 'A teal square' }).getAttribute('src');
  const alone = await context.newPage();
  alone.on('dialog', (dialog) => ((alarmed += 1), dialog.dismiss()));
  await alone.goto(new URL(address, server.url).href);
  assert.equal(alarmed, 0);
});

story('media are served as what they are, to be kept, and to be run by nobody', { app: 'content' }, async ({ page, server }) => {
  const picture = page.getByRole('img', { name: 'A teal square' });
  assert.ok(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)), 'it is not drawn');
  const answer = await page.request.get(new URL(await picture.getAttribute('src'), server.url).href);
  const headers = answer.headers();
  assert.equal(answer.status(), 200);
  assert.equal(headers['content-type'], 'image/svg+xml');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(headers['content-security-policy'] ?? '', /sandbox|default-src 'none'/);
});

story('a chart is a picture with words, and a table', { app: 'examples/dashboard', viewport: { width: 1200, height: 900 } }, async ({ page }) => {
  const charts = page.locator('main').getByRole('img');
  await charts.nth(2).waitFor();
  assert.equal(await charts.count(), 3);
  for (const chart of await charts.all()) {
    assert.ok((await chart.getAttribute('aria-label')).length > 20);
    const marks = await chart.evaluate((host) => [...host.querySelectorAll('svg *')].map(({ localName }) => localName).join(' '));
    assert.match(marks, /polyline.*(polyline|rect|circle)$/);
  }
  const first = page.locator('[data-kind=line_chart]');
  await first.getByRole('button', { name: 'View as table' }).press('Enter');
  await first.getByRole('table').waitFor();
  assert.ok((await first.getByRole('row').count()) > 10);
});

story('the dashboard follows its filters', { app: 'examples/dashboard', viewport: { width: 1200, height: 900 } }, async ({ page }) => {
  const revenue = page.locator('[data-kind=metric]').first();
  const before = await revenue.innerText();
  await page.getByRole('slider', { name: 'Months, to' }).press('ArrowLeft');
  await page.waitForFunction(([element, text]) => element.innerText !== text, [await revenue.elementHandle(), before]);
  await page.getByRole('combobox', { name: 'Regions' }).click();
  await page.getByRole('button', { name: 'Clear' }).click();
  await sees(page, /Nothing is left/);
});

story('pages say what may be loaded, and nothing else is', { app: 'content', load: false, allow: [/Executing inline script violates/] }, async ({ page, server }) => {
  const [answer] = await Promise.all([page.waitForResponse(server.url), open(page, server.url)]);
  const headers = answer.headers();
  assert.match(headers['content-security-policy'], /default-src 'none'/);
  assert.doesNotMatch(headers['content-security-policy'], /script-src[^;]*(unsafe|http|\*)/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  // The policy does hold: a script written into the page does not run.
  await page.evaluate(() => {
    addEventListener('securitypolicyviolation', () => (globalThis.stopped = true));
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = true';
    document.body.append(script);
  });
  await page.waitForFunction(() => globalThis.stopped);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
});
