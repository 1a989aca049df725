import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { azureIngestStore, ingestTable } from '../../../src/adapters/azure-table/azure-ingest-store.ts';
import { embeddedDatabasePath, openMaxmindCountries } from '../../../src/adapters/maxmind/maxmind-countries.ts';
import type { StorageClients } from '../../../src/adapters/storage-clients.ts';
import { mergeFacts } from '../../../src/count/fact-tables.ts';
import { unpackFacts } from '../../../src/count/pack-facts.ts';
import type { InboxMessage } from '../../../src/local/inbox/message-store.ts';
import { parseArguments } from '../../../src/local/parse-arguments.ts';
import { runEmbedded } from '../../../src/local/run-embedded.ts';
import type { Screen } from '../../../src/local/screen.ts';
import { simulatedHistory } from '../../../src/local/simulate/simulated-history.ts';
import { createWorld } from '../../../src/local/simulate/world.ts';

const folder = await mkdtemp(join(tmpdir(), 'knockwatch-history-'));
after(() => rm(folder, { recursive: true, force: true }));

/** A screen whose lines, and the end of the history, can be waited for. */
function watchedScreen(patterns: readonly RegExp[]) {
  const historyRead = Promise.withResolvers<void>();
  const awaited = patterns.map((pattern) => ({ pattern, ...Promise.withResolvers<void>() }));
  const lines: string[] = [];
  const screen: Screen = {
    print(text) {
      lines.push(text);
      for (const { pattern, resolve } of awaited) if (pattern.test(text)) resolve();
    },
    showHistory: ({ step }) => void (step === 'read' && historyRead.resolve()),
    close() {},
  };
  return { screen, lines, awaited: awaited.map(({ promise }) => promise), historyRead: historyRead.promise };
}

/** Records and tuples counted of each blob of some hours, by path. */
async function countedByPath({ tableClient }: StorageClients, hours: readonly string[]) {
  const store = azureIngestStore(tableClient(ingestTable));
  const counted = new Map<string, { records: number; tuples: number; rejected: number }>();
  for (const hour of hours) {
    const { cursors, segments } = await store.readHour(hour);
    for (const { cursor } of cursors) {
      const moved = segments.filter(({ streamId }) => streamId === cursor.streamId).map(({ facts }) => facts);
      const { records, tuples, rejected } = mergeFacts([...moved, cursor.open].map(unpackFacts));
      counted.set(cursor.path, { records, tuples, rejected });
    }
  }
  return counted;
}

/** What the run tells in its first minute or so, each as a message of its own or a reply. */
const kinds: readonly RegExp[] = [
  /Alert: Critical: .*got into/,
  /Alert: Knockwatch: Now watching 12 targets .* 1 door stands open to any/,
  /(Alert|Reply): .*is denied to your Fabrikam/,
  /(Alert|Reply): .*is being worked on from/,
  /(Alert|Reply): High.*SMB on .* has stood open to any/,
];

suite('npm start -- --history 1', () => {
  test('reads a day of history in, counts each blob of it exactly, and alerts within 60 s, and tells of each kind what is new alone', {
    timeout: 180_000,
  }, async () => {
    const { screen, lines, awaited, historyRead } = watchedScreen(kinds);
    const [alerted] = awaited;
    const startedMs = performance.now();
    const run = await runEmbedded(parseArguments(['--history', '1', '--port', '0', '--data', folder]), screen);
    after(() => run.stop());
    const outcome = Promise.race([Promise.all([...awaited, historyRead]), run.lost]);
    await alerted;
    assert.ok(performance.now() - startedMs < 60_000, 'the alert comes within a minute');
    assert.notEqual(typeof (await outcome), 'string');

    const countries = await openMaxmindCountries(embeddedDatabasePath());
    const isAllocated = (address: string): boolean => countries.countryOf(address) !== '';
    const world = createWorld({ seed: 1, originMs: run.source?.originMs ?? 0, isAllocated });
    const history = simulatedHistory(world, 1);
    const written = history.hours.flatMap((hour) => history.blobsOf(hour));
    assert.equal(written.length, 24 * 12);
    assert.deepEqual(
      await countedByPath(run.storage, history.hours),
      new Map(written.map(({ path, records, tuples }) => [path, { records, tuples, rejected: 0 }])),
    );

    const messages: readonly InboxMessage[] = JSON.parse(await (await fetch(`${run.address}messages.json`)).text());
    const { intruder, locksmith } = world.cast;
    const breakIns = messages.filter(({ text }) => /got into|was let in to/.test(text));
    assert.ok(breakIns.length > 0);
    assert.ok(
      breakIns.every(({ text }) => text.includes(intruder) || text.includes(locksmith)),
      lines.join('\n'),
    );
  });
});
