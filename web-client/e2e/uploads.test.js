// Files go in by choosing, dropping and pasting, come from camera, microphone and hand, and go out as downloads.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { eventually, misses, sees, story } from './harness.js';

const uploads = { app: 'uploads', permissions: ['camera', 'microphone'], flags: [] };
const csv = (name, text = 'a,b\n1,2\n') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
// One red dot.
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
const png = (name) => ({ name, mimeType: 'image/png', buffer: PNG });

const chooser = (page, label) => page.locator(`input[type=file][aria-label="${label}"]`);
const group = (page, name) => page.getByRole('group', { name, exact: true });

story('a chosen file is read, shown and taken out again', uploads, async ({ page }) => {
  await chooser(page, 'Data').setInputFiles(csv('rows.csv'));
  await sees(page, 'data rows.csv 8 text/csv a,b');
  await page.getByRole('button', { name: 'Remove rows.csv' }).click();
  await sees(page, 'no data');
});

story('another file takes the place of the first', uploads, async ({ page }) => {
  await chooser(page, 'Data').setInputFiles(csv('one.csv'));
  await sees(page, 'data one.csv 8 text/csv a,b');
  await chooser(page, 'Data').setInputFiles(csv('../../two.csv', 'x\n'));
  await sees(page, /^data .*two\.csv 2 text\/csv x$/);
  await misses(page, 'one.csv');
});

story('a file stays when the page is loaded again', uploads, async ({ page }) => {
  await chooser(page, 'Data').setInputFiles(csv('rows.csv'));
  await sees(page, 'data rows.csv 8 text/csv a,b');
  await page.reload();
  await sees(page, 'data rows.csv 8 text/csv a,b');
  await page.getByRole('button', { name: 'Remove rows.csv' }).waitFor();
});

story('two files at once, and one of them removed', uploads, async ({ page }) => {
  await chooser(page, 'Pictures').setInputFiles([png('a.png'), png('b.png')]);
  await eventually(async () => /pictures \["(a|b)\.png", "(a|b)\.png"\]/.test(await page.locator('main').innerText()), 'two pictures');
  await page.getByRole('button', { name: 'Remove a.png' }).click();
  await sees(page, 'pictures ["b.png"]');
});

story('a wrong type and too large a file are refused with the reason', uploads, async ({ page }) => {
  await chooser(page, 'Data').setInputFiles({ name: 'evil.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
  await sees(page, 'This is no CSV or TXT file.');
  await page.getByRole('button', { name: 'Remove evil.exe' }).click();
  await misses(page, 'This is no CSV or TXT file.');
  await chooser(page, 'Data').setInputFiles(csv('big.csv', 'x'.repeat(1_100_000)));
  await sees(page, 'The file is larger than 1 MB.');
  await sees(page, 'no data');
});

story('what only claims to be a picture is refused by the server', { ...uploads, allow: [/415/] }, async ({ page }) => {
  await chooser(page, 'Pictures').setInputFiles({ name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<html>no picture</html>') });
  await sees(page, 'This is no image file.');
});

story('a slow upload shows how far it is and can be canceled', uploads, async ({ page, context }) => {
  let arrived = 0;
  await context.route('**/upload/*', async (route) => {
    arrived++;
    // The answer is kept back: the file is on its way.
    await new Promise((later) => setTimeout(later, 3000));
    await route.abort().catch(() => {});
  });
  await chooser(page, 'Data').setInputFiles(csv('slow.csv'));
  await page.getByRole('progressbar', { name: 'Sending slow.csv' }).waitFor();
  await page.getByRole('button', { name: 'Cancel slow.csv' }).click();
  await misses(page, 'slow.csv');
  await sees(page, 'no data');
  assert.equal(arrived, 1);
});

story('an upload that broke off can be tried again', { ...uploads, allow: [/ERR_FAILED|Failed to load/] }, async ({ page, context }) => {
  await context.route('**/upload/*', (route) => route.abort(), { times: 1 });
  await chooser(page, 'Data').setInputFiles(csv('rows.csv'));
  await sees(page, 'The connection broke off.');
  await page.getByRole('button', { name: 'Try rows.csv again' }).click();
  await sees(page, 'data rows.csv 8 text/csv a,b');
});

story('files can be dropped and pasted', uploads, async ({ page }) => {
  const bring = (type) =>
    group(page, 'Data').evaluate((target, type) => {
      const data = new DataTransfer();
      data.items.add(new File(['q\n'], `${type}.csv`, { type: 'text/csv' }));
      const options = { bubbles: true, cancelable: true };
      target.dispatchEvent(type === 'paste' ? new ClipboardEvent(type, { ...options, clipboardData: data }) : new DragEvent(type, { ...options, dataTransfer: data }));
    }, type);
  await bring('drop');
  await sees(page, 'data drop.csv 2 text/csv q');
  await bring('paste');
  await sees(page, 'data paste.csv 2 text/csv q');
});

story('in a form a file waits for the button', uploads, async ({ page }) => {
  await chooser(page, 'Inside').setInputFiles(csv('in.txt', 'hello'));
  await page.getByRole('button', { name: 'Remove in.txt' }).waitFor();
  await sees(page, 'nothing inside');
  await page.getByRole('button', { name: 'Send the form' }).click();
  await sees(page, 'inside hello');
});

story('a photo is taken, and taken again', uploads, async ({ page }) => {
  await page.getByRole('button', { name: 'Turn the camera on' }).click();
  await eventually(() => page.locator('video').evaluate((video) => video.videoWidth > 0), 'the camera shows nothing');
  await page.getByRole('button', { name: 'Take photo' }).click();
  await sees(page, 'photo image/jpeg true');
  const shown = page.getByRole('img', { name: 'The photo that was taken' });
  await eventually(() => shown.evaluate((image) => image.naturalWidth > 0), 'the photo is not shown');
  await page.getByRole('button', { name: 'Take another' }).click();
  await page.locator('video').waitFor();
  await sees(page, 'no photo');
});

story('a recording is made and can be played', uploads, async ({ page }) => {
  await group(page, 'Voice').getByRole('button', { name: 'Record' }).click();
  await sees(page, '0:01');
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await sees(page, 'voice audio/wav true');
  const player = page.locator('audio');
  await eventually(() => player.evaluate((audio) => audio.readyState > 0 && audio.duration > 0.5), 'it cannot be played');
  await page.getByRole('button', { name: 'Remove the recording' }).click();
  await sees(page, 'no voice');
});

story('a drawing becomes a picture of the script; undo and the keys work too', uploads, async ({ page }) => {
  const paper = page.getByRole('img', { name: /^Sketch: drawing area/ });
  await paper.scrollIntoViewIfNeeded();
  const box = await paper.boundingBox();
  await page.mouse.move(box.x + 20, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + 180, box.y + 50, { steps: 5 });
  await page.mouse.up();
  await sees(page, 'sketch image/png');
  await sees(page, 'ink true, none above true');
  const came = page.getByRole('img', { name: 'The sketch as it came' });
  await eventually(() => came.evaluate((image) => image.naturalWidth === 200 && image.naturalHeight === 100), 'the picture has another size');
  const dot = (x, y) =>
    came.evaluate((image, [x, y]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [200, 100];
      const pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      return pen.getImageData(x, y, 1, 1).data[0];
    }, [x, y]);
  assert.ok((await dot(100, 50)) > 200 && (await dot(100, 10)) < 50);
  await page.getByRole('button', { name: 'Undo' }).click();
  await sees(page, 'no sketch');
  await paper.focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'Space']) await page.keyboard.press(key);
  await sees(page, 'sketch image/png');
  await page.reload();
  await sees(page, 'sketch image/png');
  await page.getByRole('button', { name: 'Clear' }).click();
  await sees(page, 'no sketch');
});

story('downloads have their name and content', uploads, async ({ page }) => {
  const saved = async (name) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main').getByText(name, { exact: true }).click()]);
    return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
  };
  assert.deepEqual(await saved('Rows'), ['Größe 1.csv', 'a,b\n1,2']);
  assert.deepEqual(await saved('Report'), ['report.txt', 'runs so far: 0']);
  await sees(page, 'report saved');
  assert.deepEqual(await saved('Quiet'), ['quiet.txt', 'q']);
  await misses(page, 'not quiet');
});

story('a chat message takes files along', uploads, async ({ page }) => {
  await chooser(page, 'Attach files').setInputFiles([png('cat.png')]);
  await page.getByRole('button', { name: 'Remove cat.png' }).waitFor();
  await page.getByRole('textbox', { name: 'Ask' }).fill('What is it?');
  await page.keyboard.press('Enter');
  await sees(page, 'message What is it? ["cat.png"] false');
  await misses(page, 'cat.png');
});

story('a chat message can be a recording', uploads, async ({ page }) => {
  const line = group(page, 'Ask');
  await line.getByRole('button', { name: 'Record' }).click();
  await line.getByText('0:01').waitFor();
  await line.getByRole('button', { name: 'Stop recording' }).click();
  await line.getByRole('button', { name: 'Remove recording.wav' }).waitFor();
  await line.getByRole('button', { name: 'Send' }).click();
  await sees(page, 'message  [] true');
});
