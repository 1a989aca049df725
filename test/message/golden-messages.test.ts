import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { renderNotification } from '../../src/adapters/console/render-notification.ts';
import { checkSlackLimits } from '../../src/message/check-slack-limits.ts';
import { composeMessage } from '../../src/message/compose-message.ts';
import { messageExamples } from '../support/message-examples.ts';

const golden = new URL('../golden/messages/', import.meta.url);

for (const [name, input] of Object.entries(messageExamples)) {
  test(`the message ${name} reads as its golden files`, async () => {
    const notification = composeMessage(input);
    await matchesGolden(`${name}.json`, `${JSON.stringify(notification, null, 2)}\n`);
    await matchesGolden(`${name}.txt`, `${renderNotification(notification, { columns: 80, isColored: false })}\n`);
  });

  test(`the message ${name} is within Slack's limits`, () => {
    assert.deepEqual(checkSlackLimits(composeMessage(input)), []);
  });
}

test('every golden file is of an example', async () => {
  const names = Object.keys(messageExamples).flatMap((name) => [`${name}.json`, `${name}.txt`]);
  assert.deepEqual((await readdir(golden)).sort(), names.sort());
});

/** With `UPDATE_GOLDEN=1` the file is written instead. */
async function matchesGolden(name: string, actual: string): Promise<void> {
  const file = new URL(name, golden);
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, actual);
  assert.equal(actual, await readFile(file, 'utf8'));
}
