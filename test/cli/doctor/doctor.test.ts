/** The doctor as a command, on storage and a Slack of this machine. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { stateTable } from '../../../src/adapters/azure-table/azure-state-store.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import { startAzurite } from '../../support/azurite.ts';
import { runKnockwatch } from '../../support/run-knockwatch.ts';
import { blobOf, sampleHourStartMs, sampleRecords, sampleRef } from '../../support/sample-log.ts';
import { emulatedChannel, readingToken, startSlackEmulator } from '../../support/slack-emulator.ts';
import { startSlackFaultProxy } from '../../support/slack-fault-proxy.ts';
import { readMessages } from '../../support/slack-history.ts';

const [azurite, slack, cwd] = await Promise.all([
  startAzurite(),
  startSlackEmulator(),
  mkdtemp(join(tmpdir(), 'knockwatch-doctor-')),
]);
const proxy = await startSlackFaultProxy(slack.apiUrl);
after(() => Promise.all([azurite.stop(), proxy.stop().then(() => slack.stop()), rm(cwd, { recursive: true })]));
await writeFile(join(cwd, 'knockwatch.yaml'), `slack: {channel: ${emulatedChannel}}\n`);

const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'FLOW_LOGS');
const { container, path } = sampleRef('vnet-v4');
await clients.blobService.getContainerClient(container).createIfNotExists();
const blob = blobOf(sampleRecords('vnet-v4', { minutes: 20, tuplesPerMinute: 20 }));
await clients.blobService.getContainerClient(container).getBlockBlobClient(path).uploadData(blob);

const env = {
  AzureWebJobsStorage: azurite.connectionString,
  FLOW_LOGS: azurite.connectionString,
  SLACK_BOT_TOKEN: readingToken,
  SLACK_API_URL: proxy.apiUrl,
  KNOCKWATCH_CLOCK: `${new Date(sampleHourStartMs + 24 * 60_000).toISOString()}@0 since 2026-01-01T00:00:00Z`,
};
interface Told {
  readonly area: string;
  readonly tried: string;
  readonly outcome: string;
  readonly found: string;
}
const told = (stdout: string): { readonly well: boolean; readonly checks: readonly Told[] } => JSON.parse(stdout);
const wrongOnes = (stdout: string): readonly string[] =>
  told(stdout)
    .checks.filter(({ outcome }) => outcome === 'wrong')
    .map(({ tried }) => tried);

describe('knockwatch doctor', () => {
  it('finds all well where it is, and leaves nothing behind in tables or Slack', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['doctor', '--json'], { cwd, env });
    assert.deepEqual(wrongOnes(stdout), []);
    assert.deepEqual([code, stderr, told(stdout).well], [0, '', true]);
    const found = Object.fromEntries(told(stdout).checks.map(({ tried, found }) => [tried, found]));
    assert.equal(found['Newest record of NETWORKWATCHER_WESTEUROPE_SHOP-FLOWLOG'], '4 minutes old, virtual network, version 4');
    assert.match(found['Sign in'] ?? '', /^the token is that of .+ in .+/);
    const rows = await Array.fromAsync(clients.tableClient(stateTable).listEntities());
    assert.deepEqual(rows, []);
    assert.deepEqual(await readMessages(slack.apiUrl), []);
    assert.deepEqual(new Set(proxy.methods), new Set(['auth.test', 'conversations.info']));
  });

  it('says the same in lines', async () => {
    const { code, stdout } = await runKnockwatch(['doctor'], { cwd, env });
    assert.equal(code, 0);
    assert.match(stdout, /\n Slack\n ✓ Sign in: the token is that of/);
    assert.match(stdout, /\n All is well: \d+ checks passed, 0 failed/);
  });

  it('reads the scopes from the answer', async () => {
    const body = JSON.stringify({ ok: true, team: 'T', user: 'bot' });
    proxy.failNext({ kind: 'answer', status: 200, headers: { 'x-oauth-scopes': 'channels:read,groups:read' }, body });
    const { code, stdout } = await runKnockwatch(['doctor', '--json'], { cwd, env });
    assert.deepEqual([code, wrongOnes(stdout)], [1, ['Scopes of the token']]);
  });

  it('sends a marked test alert when asked', async () => {
    const { code } = await runKnockwatch(['doctor', '--send'], { cwd, env });
    assert.equal(code, 0);
    const [message] = await readMessages(slack.apiUrl);
    assert.match(message?.text ?? '', /^Knockwatch test, nothing happened/);
  });

  it('takes app settings from a file, over which the environment goes', async () => {
    const file = join(cwd, 'app.json');
    const listed = { ...env, SLACK_BOT_TOKEN: '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/t)' };
    await writeFile(file, JSON.stringify(Object.entries(listed).map(([name, value]) => ({ name, slotSetting: false, value }))));
    const args = ['doctor', '--json', '--settings', file];
    const without = await runKnockwatch(args, { cwd });
    assert.deepEqual([without.code, wrongOnes(without.stdout)], [1, ['Key Vault reference in SLACK_BOT_TOKEN']]);
    const withToken = await runKnockwatch(args, { cwd, env: { SLACK_BOT_TOKEN: readingToken } });
    assert.deepEqual([withToken.code, wrongOnes(withToken.stdout)], [0, []]);
  });

  it('ends with 1 where something is wrong, and names each thing', async () => {
    const elsewhere = azurite.connectionString.replace(
      /TableEndpoint=[^;]*/,
      'TableEndpoint=http://127.0.0.1:9/devstoreaccount1',
    );
    proxy.failNext({ kind: 'answer', status: 200, body: '{"ok":false,"error":"invalid_auth"}' });
    const bad = { ...env, AzureWebJobsStorage: elsewhere, SLACK_BOT_TOKEN: 'xoxb-unknown' };
    const { code, stdout } = await runKnockwatch(['doctor', '--json'], { cwd, env: bad });
    assert.equal(code, 1);
    assert.deepEqual(wrongOnes(stdout), ['Create, read, replace and delete a row of KnockwatchState', 'Sign in']);
    assert.doesNotMatch(stdout, /xoxb-unknown|AccountKey/);
  });

  it('ends with 2 where it cannot run at all', async () => {
    const missing = await runKnockwatch(['doctor', '--settings', 'missing.json'], { cwd });
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /missing\.json/);
    const strange = join(cwd, 'strange.json');
    await writeFile(strange, '"text"');
    const unusable = await runKnockwatch(['doctor', '--settings', strange], { cwd });
    assert.deepEqual([unusable.code, unusable.stderr.includes('neither a local.settings.json nor a list')], [2, true]);
  });
});
