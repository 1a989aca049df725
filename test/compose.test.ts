import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose } from '../src/compose.ts';

const account =
  'DefaultEndpointsProtocol=http;AccountName=example;AccountKey=ZXhhbXBsZQ==;BlobEndpoint=http://127.0.0.1:1/example;TableEndpoint=http://127.0.0.1:1/example';
const storage = { AzureWebJobsStorage: account, FLOW_LOGS: account };
const slack = { SLACK_BOT_TOKEN: 'xoxb-example' };

const cases = [
  ['with a signing secret', { ...slack, SLACK_SIGNING_SECRET: 'secret' }, true],
  ['without a signing secret', slack, false],
  ['in a dry run, whatever is set', { ...slack, SLACK_SIGNING_SECRET: 'secret', DELIVERY: 'log' }, false],
] as const;

for (const [name, settings, hasButtons] of cases) {
  test(`compose() lets messages have buttons, and takes presses, only where both can be: ${name}`, async () => {
    const { buttons, evaluation } = await compose({ ...storage, ...settings });
    assert.deepEqual([buttons !== null, evaluation.hasButtons], [hasButtons, hasButtons]);
  });
}
