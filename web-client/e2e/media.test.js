// Pictures, sound, video, documents and HTML: what only a browser shows.
import assert from 'node:assert/strict';
import { mkdirSync, copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { eventually, open, sees, story } from './harness.js';
import { PAYLOADS } from './payloads.js';

/** The video that is not there. */
const MISSING = /there is no file|Failed to load resource/;
const root = resolve(import.meta.dirname ?? '.', '../..');

/** Runs another script in the place of the app's. */
async function shows(page, server, source, last) {
  server.save(source);
  await sees(page, last);
}

const withoutVideo = (source) => source.replace('st.video("assets/none.webm", alt="Nothing")\n', '');

const app = { app: 'media', own: true, viewport: { width: 900, height: 800 }, load: false };

async function start(page, server) {
  server.save(withoutVideo(server.source));
  await open(page, server.url);
  await sees(page, 'that was all');
}

story('a picture is seen large, zoomed and left by keys alone', app, async ({ page, server }) => {
  await start(page, server);
  const small = page.getByRole('button', { name: 'Enlarge: Teal plate' });
  await small.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Teal plate' });
  const picture = dialog.getByRole('img', { name: 'Teal plate' });
  await picture.waitFor();
  const width = async () => (await picture.boundingBox()).width;
  const before = await width();
  await page.keyboard.press('+');
  await eventually(async () => Math.abs((await width()) / before - 1.4) < 0.02, 'it is not larger');
  await page.mouse.move(450, 400);
  await page.mouse.wheel(0, -400);
  await eventually(async () => (await width()) > before * 3, 'the wheel does not zoom');
  await page.keyboard.press('0');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('dialog', { name: 'Orange sheet' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.ok(await small.evaluate((element) => element === document.activeElement), 'the focus is lost');
});

story('a click tells the pixel, however large the picture is shown', app, async ({ page, server }) => {
  await start(page, server);
  for (const size of ['content', 'stretch', '120']) {
    const target = page.getByRole('button', { name: `Choose a point: Target ${size}` });
    const box = await target.locator('img').boundingBox();
    await target.click({ position: { x: box.width * 0.25, y: box.height * 0.75 } });
    await eventually(async () => {
      const said = await page.getByText(`${size}: `).innerText();
      const [x, y] = said.match(/\d+, \d+/)?.[0].split(', ').map(Number) ?? [];
      // The browser presses whole CSS pixels.
      const near = 1 + 400 / box.width;
      return Math.abs(x - 100) <= near && Math.abs(y - 150) <= near;
    }, `${size}: another pixel`);
  }
  // By keys: from the middle a tenth to the left.
  const target = page.getByRole('button', { name: 'Choose a point: Counted' });
  await target.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await sees(page, 'called: 1');
});

story('pictures do not jump when they arrive', app, async ({ page, server }) => {
  await start(page, server);
  const sizes = await page.locator('main [data-kind=image] figure img').evaluateAll((images) => images.map((image) => [image.getAttribute('width'), image.getAttribute('height')]));
  assert.ok(sizes.length >= 5);
  for (const size of sizes) assert.deepEqual(size, ['400', '200']);
});

story('a picture of a gallery is chosen', app, async ({ page, server }) => {
  await start(page, server);
  const gallery = page.locator('[data-kind=gallery]');
  await gallery.getByRole('button', { name: 'two', exact: true }).click();
  await sees(page, 'chosen: 1');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await sees(page, 'chosen: 2');
  await page.keyboard.press('Enter');
  await sees(page, 'chosen: none');
});

story('the line of a comparison is moved by keys and by the pointer', app, async ({ page, server }) => {
  await start(page, server);
  const line = page.getByRole('slider', { name: 'Teal against Orange' });
  const cut = () => page.locator('[data-kind=image_compare] .first').evaluate((image) => getComputedStyle(image).clipPath);
  assert.match(await cut(), /70%/);
  await line.focus();
  await page.keyboard.press('ArrowRight');
  assert.match(await cut(), /69%/);
  const box = await page.locator('[data-kind=image_compare] .frame').boundingBox();
  await page.mouse.move(box.x + box.width * 0.31, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 50, { steps: 4 });
  await page.mouse.up();
  await eventually(async () => Math.abs(parseFloat((await cut()).match(/([\d.]+)%/)[1]) - 20) < 1, 'the line did not follow');
  assert.equal(await line.getAttribute('aria-valuetext'), '80% Teal');
});

story('areas of a picture are chosen in it and in its legend', app, async ({ page, server }) => {
  await start(page, server);
  const areas = page.locator('[data-kind=annotated_image]');
  const picture = areas.locator('.frame img');
  const { width, height } = await picture.boundingBox();
  await areas.getByRole('button', { name: 'Enlarge: Areas' }).click({ position: { x: width * 0.2, y: height * 0.4 } });
  await sees(page, 'area: left');
  // A mask counts where it is, and not beside it.
  await areas.getByRole('button', { name: 'Enlarge: Areas' }).click({ position: { x: width * 0.9, y: height * 0.9 } });
  await sees(page, 'area: right');
  await areas.getByRole('button', { name: 'Enlarge: Areas' }).click({ position: { x: width * 0.6, y: height * 0.9 } });
  await sees(page, 'area: none');
  await areas.getByRole('group', { name: 'Labels' }).getByRole('button', { name: 'left' }).press('Enter');
  await sees(page, 'area: left');
});

story('sound can be entered in its middle, and comes in parts', app, async ({ page, server }) => {
  await start(page, server);
  const audio = page.locator('audio');
  const place = await audio.evaluate(async (media) => {
    if (media.readyState < 1) await new Promise((known) => media.addEventListener('loadedmetadata', known, { once: true }));
    media.currentTime = 6.5;
    await new Promise((there) => media.addEventListener('seeked', there, { once: true }));
    return [media.currentTime, Math.round(media.duration)];
  });
  assert.deepEqual(place, [6.5, 8]);
  const address = new URL(await audio.getAttribute('src'), server.url).href;
  const part = await page.request.get(address, { headers: { range: 'bytes=44-47' } });
  assert.equal(part.status(), 206);
  assert.equal(part.headers()['content-range'], 'bytes 44-47/128044');
  assert.equal((await part.body()).length, 4);
});

story('a video has its subtitles, and a medium that is missing says so', { ...app, allow: [MISSING] }, async ({ page, server }) => {
  mkdirSync(join(server.folder, 'assets'), { recursive: true });
  copyFileSync(join(root, 'scripts/assets/training.webm'), join(server.folder, 'assets/clip.webm'));
  await start(page, server);
  await shows(page, server, 'st.video("assets/clip.webm", subtitles=#{ English: "1\\n00:00:00,000 --> 00:00:01,500\\nIt begins\\n\\n2\\n00:00:01,500 --> 00:00:02,500\\nIt ends" }, alt="Clip")\nst.audio("http://localhost:1/none.wav", alt="None")\nst.text("now")', 'now');
  const cues = await page.locator('video').evaluate(async (video) => {
    const [track] = video.textTracks;
    for (let tries = 0; tries < 100 && !track.cues?.length; tries++) await new Promise((next) => setTimeout(next, 50));
    return [track.mode, track.label, ...[...track.cues].map(({ text }) => text)];
  });
  assert.deepEqual(cues, ['showing', 'English', 'It begins', 'It ends']);
  assert.ok(await page.locator('video').evaluate((video) => video.videoWidth > 0 || new Promise((known) => video.addEventListener('loadedmetadata', () => known(video.videoWidth > 0)))));
  await sees(page, /This sound cannot be played/);
});

story('a document has pages, words and a size', { ...app, app: 'scripts/widgets/pdf.rhai' }, async ({ page, server }) => {
  await open(page, server.url);
  const words = page.getByText('The model was trained for ten epochs.');
  await words.waitFor();
  await page.getByText('The best epoch was the eighth.').waitFor({ state: 'attached' });
  await sees(page, '/ 2');
  // The words lie where they are drawn.
  const drawn = await page.locator('[data-page="1"] canvas').evaluate(async (canvas) => {
    const dark = () => canvas.width > 0 && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value, at) => at % 4 === 0 && value < 60);
    for (let tries = 0; tries < 100 && !dark(); tries++) await new Promise((next) => setTimeout(next, 50));
    return dark();
  });
  assert.ok(drawn, 'nothing is drawn');
  const [line, sheet] = [await words.boundingBox(), await page.locator('[data-page="1"]').boundingBox()];
  assert.ok(Math.abs((line.x - sheet.x) / sheet.width - 60 / 595) < 0.01, 'the words lie elsewhere');
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await eventually(async () => (await page.locator('[data-page="1"]').boundingBox()).width > sheet.width * 1.2, 'it is no larger');
  await page.getByRole('spinbutton', { name: 'Page' }).fill('2');
  await page.keyboard.press('Enter');
  await eventually(async () => (await page.locator('.pages').evaluate((box) => box.scrollTop)) > 300, 'it stays on the first page');
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()]);
  assert.equal(saved.suggestedFilename(), 'document.pdf');
});

story('HTML of a script runs nothing and covers nothing', { ...app, timeout: 90_000, allow: [/Content Security Policy/, /Failed to load resource/] }, async ({ page, server }) => {
  let alarmed = 0;
  page.on('dialog', (dialog) => ((alarmed += 1), dialog.dismiss()));
  await start(page, server);
  const calls = PAYLOADS.map((payload, at) => `st.html(${JSON.stringify(`<p>payload ${at}</p>${payload}`)})`);
  await shows(page, server, `${calls.join('\n')}\nst.text("all payloads")`, 'all payloads');
  await page.waitForFunction((count) => [...document.querySelectorAll('[data-kind=html] .bounds > div')].filter((host) => host.shadowRoot?.querySelector('p')).length === count, PAYLOADS.length);
  const found = await page.evaluate(() => {
    const roots = [...document.querySelectorAll('[data-kind=html] .bounds > div')].map((host) => host.shadowRoot);
    const wrong = [];
    for (const [at, shadow] of roots.entries()) {
      for (const element of shadow.querySelectorAll('*')) {
        if (/^(script|iframe|object|embed|form|base|link|meta|use|dialog|frame)$/i.test(element.localName)) wrong.push(`${at}: ${element.outerHTML}`);
        for (const { name, value } of element.attributes) {
          if (/^on|^popover|^command|^formaction$|^action$|^srcdoc$/i.test(name) || /^\s*(java|vb)\s*script:|^\s*data:text/i.test(value.replace(/[\u0000-\u0020]/g, ''))) wrong.push(`${at}: ${name}=${value}`);
        }
        if (element.localName !== 'style' && element.shadowRoot) wrong.push(`${at}: a shadow`);
      }
    }
    return wrong;
  });
  assert.deepEqual(found, []);
  // What calls itself fixed and full stays within its box.
  const last = page.locator('[data-kind=html]').last();
  const box = await last.boundingBox();
  assert.ok(box.height < 200);
  const seen = await page.evaluate(() => document.elementFromPoint(5, 5)?.closest('[data-kind=html]') === null);
  assert.ok(seen, 'HTML covers the page');
  for (const link of await page.locator('[data-kind=html] a').all()) await link.click({ force: true, timeout: 1000 }).catch(() => undefined);
  assert.equal(alarmed, 0);
});

story('styles of HTML stay inside', app, async ({ page, server }) => {
  await start(page, server);
  const color = () => page.getByText('beside it').evaluate((element) => getComputedStyle(element).color);
  await shows(page, server, 'st.text("beside it")', 'beside it');
  const before = await color();
  await shows(page, server, 'st.text("beside it")\nst.html("<style>* { color: red !important } :host { position: fixed !important; inset: 0 !important }</style><b>inside</b>")\nst.text("end")', 'end');
  await page.getByText('inside').waitFor();
  assert.equal(await color(), before);
  assert.equal(await page.getByText('inside').evaluate((element) => getComputedStyle(element).color), 'rgb(255, 0, 0)');
  const { height } = await page.locator('[data-kind=html]').boundingBox();
  assert.ok(height < 100);
});

story('HTML in a frame runs, reaches nothing and is as high as it needs', app, async ({ page, server, context }) => {
  await start(page, server);
  const frame = page.frameLocator('[data-kind=iframe] iframe');
  await frame.getByText('reached refused, storage shut, origin null').waitFor();
  await eventually(async () => Math.abs((await page.locator('[data-kind=iframe] iframe').boundingBox()).height - 300) <= 2, 'it is not as high as its content');
  // Opened by itself it is as little of this server.
  const address = await page.locator('[data-kind=iframe] iframe').getAttribute('src');
  const alone = await context.newPage();
  const answer = await alone.goto(new URL(address, server.url).href);
  assert.match(answer.headers()['content-security-policy'], /^sandbox (?!.*allow-same-origin)/);
  await alone.getByText('origin null').waitFor();
});

story('a body in space is drawn, or says why not', { ...app, app: 'scripts/widgets/model_3d.rhai' }, async ({ page, server }) => {
  await open(page, server.url);
  const view = page.getByRole('application', { name: 'A landscape with a valley in the middle' });
  await eventually(async () => (await view.getAttribute('aria-busy')) === 'false', 'it never ends');
  const able = await page.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null);
  if (!able) return assert.match(await view.innerText(), /WebGL/);
  const seen = () => view.screenshot().then((picture) => picture.toString('base64'));
  const before = await seen();
  await view.press('ArrowLeft');
  await eventually(async () => (await seen()) !== before, 'it does not turn');
  await page.getByRole('button', { name: 'Wireframe' }).click();
  assert.equal(await page.getByRole('button', { name: 'Wireframe' }).getAttribute('aria-pressed'), 'true');
});
