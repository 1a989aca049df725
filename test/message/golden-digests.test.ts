import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { renderNotification } from '../../src/adapters/console/render-notification.ts';
import { checkSlackLimits } from '../../src/message/check-slack-limits.ts';
import { composeDigest, type DigestMessages } from '../../src/message/digest/compose-digest.ts';
import { exampleDays } from '../support/digest-days/example-days.ts';
import { expectGolden } from '../support/golden-file.ts';

const options = { channel: '#knockwatch', reportUrl: 'https://example.azurewebsites.net/api/report', withChart: true };

const asText = (messages: DigestMessages): string =>
  messages
    .map((message) => `${message.text}\n\n${renderNotification(message, { columns: 100, isColored: false })}\n`)
    .join('\n— in the thread —\n\n');

for (const [name, makeDay] of Object.entries(exampleDays)) {
  test(`the digest ${name} reads as its golden files, within Slack's limits`, async () => {
    const messages = composeDigest(makeDay(), options);
    for (const message of messages) assert.deepEqual(checkSlackLimits(message), []);
    await expectGolden(`digest/${name}.json`, `${JSON.stringify(messages, null, 2)}\n`);
    await expectGolden(`digest/${name}.txt`, asText(messages));
  });
}

test('every golden file is of an example', async () => {
  const names = Object.keys(exampleDays).flatMap((name) => [`${name}.json`, `${name}.txt`]);
  assert.deepEqual((await readdir(new URL('../golden/digest/', import.meta.url))).sort(), names.sort());
});
