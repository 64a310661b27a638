// A run that fails, seen by its author and by its users.
import assert from 'node:assert/strict';
import { misses, sees, story } from './harness.js';

story('an error stands where it happened; what came before stays, the next run recovers', { app: 'failing' }, async ({ page }) => {
  await sees(page, 'after');
  await page.getByRole('checkbox').check();
  const panel = page.getByRole('alert');
  await panel.getByText(/no_such_function/).first().waitFor();
  await panel.getByText(/failing\.rhai:6:/).first().waitFor();
  await sees(page, 'before');
  await sees(page, 'in a column');
  await sees(page, 'just before');
  await misses(page, 'after');
  await page.getByRole('checkbox').uncheck();
  await sees(page, 'after');
  await panel.waitFor({ state: 'detached' });
});

story('in production users get a neutral message with a number, and the log has the rest', { app: 'failing', flags: ['--production'] }, async ({ page, server }) => {
  await page.getByRole('checkbox').check();
  const panel = page.getByRole('alert');
  await panel.waitFor();
  const said = await panel.innerText();
  assert.doesNotMatch(said, /no_such_function|failing\.rhai/);
  const [, id] = /Reference:\s*(\S+)/.exec(said) ?? assert.fail(said);
  assert.match(server.log, new RegExp(id));
  assert.match(server.log, /no_such_function/);
  await sees(page, 'before');
  await page.getByRole('checkbox').uncheck();
  await sees(page, 'after');
});
