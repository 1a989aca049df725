import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { azureIngestStore, ingestTable } from '../../src/adapters/azure-table/azure-ingest-store.ts';
import { memoryFlowLogBlobs } from '../../src/adapters/memory/memory-flow-log-blobs.ts';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import { digestText } from '../../src/cli/digest/digest-text.ts';
import { defaultDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { defaultChunkBytes, ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { exampleDays } from '../support/digest-days/example-days.ts';
import { makeDigest } from '../support/make-digest.ts';
import { matchesCliGolden, runKnockwatch, widerThan } from '../support/run-knockwatch.ts';
import { sampleHour, sampleHourStartMs, sampleMac, sampleRef } from '../support/sample-log.ts';
import { startSlackEmulator, writingToken } from '../support/slack-emulator.ts';
import { smallNetworkFiles } from '../support/small-network.ts';

const day = '2026-11-21';

describe('knockwatch digest', () => {
  let cwd = '';
  let azurite: Azurite;
  let env: Readonly<Record<string, string>> = {};
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
    azurite = await startAzurite();
    // At rate 0 the event clock stands still.
    const clock = '2026-11-22T08:00:00Z@0 since 2026-01-01T00:00:00Z';
    env = {
      AzureWebJobsStorage: azurite.connectionString,
      FLOW_LOGS: azurite.connectionString,
      KNOCKWATCH_CLOCK: clock,
      NO_COLOR: '1',
    };
    await ingestSmallNetwork(azurite.connectionString);
  });
  after(async () => {
    await azurite.stop();
    await rm(cwd, { recursive: true });
  });

  it('shows yesterday from what storage holds', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['digest'], { cwd, env });
    assert.deepEqual([code, stderr], [0, '']);
    await matchesCliGolden('digest.txt', withoutDatabaseAge(stdout));
  });

  for (const terminal of [80, 120]) {
    it(`keeps to a terminal of ${terminal} columns`, async () => {
      const { stdout } = await runKnockwatch(['digest'], { cwd, env, terminal });
      assert.deepEqual(widerThan(terminal, stdout), []);
      await matchesCliGolden(`digest-${terminal}.txt`, withoutDatabaseAge(stdout));
    });
  }

  it('prints the value as JSON', async () => {
    const { stdout } = await runKnockwatch(['digest', day, '--json'], { cwd, env });
    const digest = JSON.parse(stdout);
    assert.deepEqual([digest.day.day, digest.day.timeZone, digest.data.kind], [day, 'UTC', 'partly']);
    // Of the first hour: 24 denials of one source on 3389 and 5 knocks on 23, two of them from one IPv6 /64.
    assert.deepEqual([digest.sums.denied.now, digest.sums.sources.now], [29, 5]);
  });

  it('says of a day without records that there are none', async () => {
    const { code, stdout } = await runKnockwatch(['digest', '2026-11-20'], { cwd, env });
    assert.equal(code, 0);
    assert.match(stdout, /There are no records of 2026-11-20: nothing can be said about that day\./);
    assert.doesNotMatch(stdout, /0 attempts/);
  });

  it('sends a day, and edits it when it is sent again', async () => {
    const sent = await runKnockwatch(['digest', day, '--send'], { cwd, env: { ...env, DELIVERY: 'terminal' } });
    assert.deepEqual([sent.code, sent.stderr], [0, '']);
    assert.match(sent.stdout, /2026-11-21 to #knockwatch: 3 messages sent\n$/);
    assert.match(sent.stdout, /Saturday 21 November 2026/);
    const again = await runKnockwatch(['digest', day, '--send'], { cwd, env: { ...env, DELIVERY: 'terminal' } });
    assert.match(again.stdout, /3 messages sent\n$/);
  });

  it('says what Slack refused, and ends with 1', async () => {
    const slack = await startSlackEmulator();
    try {
      const toSlack = { DELIVERY: 'slack', SLACK_BOT_TOKEN: writingToken, SLACK_API_URL: slack.apiUrl };
      const { code, stdout, stderr } = await runKnockwatch(['digest', day, '--send'], { cwd, env: { ...env, ...toSlack } });
      assert.deepEqual([code, stderr], [1, '']);
      assert.match(stdout, /^2026-11-21 to #knockwatch: 0 messages sent; .*refused: channel_not_found/);
    } finally {
      await slack.stop();
    }
  });

  it('refuses what is no day', async () => {
    const { code, stderr } = await runKnockwatch(['digest', '2026-02-30'], { cwd, env });
    assert.equal(code, 2);
    assert.match(stderr, /"2026-02-30" is no day/);
  });
});

describe('digestText()', () => {
  for (const columns of [80, 120]) {
    it(`fits into ${columns} columns`, () => {
      const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
      for (const digest of [...Object.values(exampleDays).map((make) => make()), makeDigest()]) {
        const lines = digestText(digest, columns).replace(escapes, '').split('\n');
        // A flag is four UTF-16 units and two columns wide.
        const widths = lines.map((line) => line.replace(/\p{RI}\p{RI}/gu, 'xx').length);
        assert.ok(Math.max(...widths) <= columns, lines[widths.indexOf(Math.max(...widths))]);
      }
    });
  }
});

/** How old the embedded database is depends on its version. */
const withoutDatabaseAge = (text: string): string =>
  text.replace(/as of [\d-]+ \(\d+(\s+)days old\)/, 'as of DATE (DAYS$1days old)');

/** Counts two blobs into the emulator as the function app would. */
async function ingestSmallNetwork(connectionString: string): Promise<void> {
  const clients = storageClients({ kind: 'connection-string', value: connectionString }, 'AzureWebJobsStorage');
  const blobs = memoryFlowLogBlobs();
  const ports = {
    blobs,
    store: azureIngestStore(clients.tableClient(ingestTable)),
    state: memoryStateStore(),
    countries: { countryOf: (address: string) => (address.startsWith('8.') ? 'US' : 'NL') },
    clock: { now: () => sampleHourStartMs + 3_600_000 },
    log: { info: () => {}, error: () => {} },
  };
  const watchedPorts = new Set(defaultDetectionSettings.watchedPorts.map(({ port, protocol }) => protocol * 65_536 + port));
  const refs = [
    [sampleRef('vnet-v4', 'account', sampleMac, '2026112109'), smallNetworkFiles.first()],
    [sampleRef('vnet-v4', 'account', sampleMac, sampleHour), smallNetworkFiles.second()],
  ] as const;
  for (const [ref, bytes] of refs) {
    blobs.put(ref, bytes);
    await ingestBlob(ports, { chunkBytes: defaultChunkBytes, watchedPorts }, ref);
  }
}
