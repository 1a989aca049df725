import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { simulatedLogs } from '../../../src/local/simulate/simulated-logs.ts';
import type { Flush } from '../../../src/local/write/log-source.ts';
import type { Flow } from '../../../src/model/flow.ts';
import { hourOf } from '../../../src/read/hours.ts';
import { streamOfBlob } from '../../../src/read/stream-of-blob.ts';
import { decodeText } from '../../support/decode-text.ts';

const originMs = Date.parse('2026-11-21T10:00:00Z');
const options = { seed: 7, originMs, isAllocated: (address: string) => !/^(0|10|127)\./.test(address) };

/** The flushes of the first so many minutes. */
function flushesUntil(minutes: number, seed = options.seed): readonly Flush[] {
  const flushes: Flush[] = [];
  for (const flush of simulatedLogs({ ...options, seed }, 0).flushes as Iterable<Flush>) {
    if (flush.loggedAtMs > originMs + (minutes + 1) * 60_000) break;
    flushes.push(flush);
  }
  return flushes;
}

const flowsOf = (flushes: readonly Flush[]): readonly Flow[] =>
  flushes.flatMap(({ records }) => records.flatMap((record) => decodeText(record).flows));

suite('the simulated internet', () => {
  const flushes = flushesUntil(70);
  const flows = flowsOf(flushes);

  test('writes records that decode without a rejection, with as many tuples as it says', () => {
    const rejections = flushes.flatMap(({ records }) => records.flatMap((record) => decodeText(record).rejections));
    assert.deepEqual(rejections, []);
    assert.equal(
      flows.length,
      flushes.reduce((sum, { tuples }) => sum + tuples, 0),
    );
  });

  test('covers twelve interfaces, some with NSG flow logs of version 2, the others with version 4', () => {
    const macsOf = (version: number) => new Set(flows.filter((flow) => flow.version === version).map(({ mac }) => mac)).size;
    assert.deepEqual([macsOf(2), macsOf(4)], [5, 7]);
  });

  test('writes each record into the blob of its own hour, on a path that Knockwatch knows', () => {
    for (const { container, path, loggedAtMs } of flushes) {
      assert.equal(streamOfBlob({ account: 'a', container, path })?.hour, hourOf(loggedAtMs));
    }
    // 70 minutes from a full hour on reach into two hours, by what 12 interfaces log.
    assert.equal(new Set(flushes.map(({ path }) => path)).size, 24);
  });

  test('names its flow logs as their streams do', () => {
    const named = new Set(simulatedLogs(options, 0).flowLogs);
    const streams = flushes.map(({ container, path }) => streamOfBlob({ account: 'a', container, path })?.flowLog);
    assert.deepEqual(new Set(streams), named);
  });

  test('is knocked at on telnet more than on any other port', () => {
    const denied = Map.groupBy(
      flows.filter(({ decision }) => decision === 'denied'),
      ({ destinationPort }) => destinationPort,
    );
    const [most] = [...denied].toSorted(([, a], [, b]) => b.length - a.length);
    assert.equal(most?.[0], 23);
  });

  test('lets a source in over RDP within its first ten minutes, after at least 20 denials, with packets back', () => {
    const early = flowsOf(flushesUntil(9)).filter(({ destinationPort }) => destinationPort === 3389);
    const answered = early.find(({ decision, packetsReceived }) => decision === 'allowed' && (packetsReceived ?? 0) > 0);
    const denials = early.filter(({ decision, source }) => decision === 'denied' && source === answered?.source);
    assert.ok(answered?.rule.startsWith('UserRule_'));
    assert.ok(denials.length >= 20, `${denials.length} denials`);
  });

  test('begins flows without counters, and leaves them out where NSG logs record none', () => {
    const begun = flows.filter(({ state, version }) => state === 'begin' && version === 2);
    assert.ok(begun.every(({ packetsSent }) => packetsSent === null));
    const inbound = flows.filter(
      ({ version, direction, decision }) => version === 2 && direction === 'inbound' && decision === 'allowed',
    );
    assert.ok(inbound.some(({ state }) => state === 'end'));
    assert.ok(inbound.every(({ packetsSent }) => packetsSent === null));
  });

  test('is the same for the same seed and another for another', () => {
    assert.deepEqual(flushesUntil(3), flushesUntil(3));
    assert.notDeepEqual(flushesUntil(3), flushesUntil(3, 8));
  });
});
