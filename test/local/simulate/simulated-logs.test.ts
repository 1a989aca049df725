import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { parseDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { expectedAtDoor } from '../../../src/detect/match/expected-at-door.ts';
import { simulatedLogs } from '../../../src/local/simulate/simulated-logs.ts';
import { createWorld } from '../../../src/local/simulate/world.ts';
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

  test('loses the partner its rule after ten minutes, and opens SMB on the file server to all after twenty', () => {
    const { partner, openedDoor } = createWorld(options).cast;
    const denied = flows.filter(({ source, decision }) => partner.sources.includes(source) && decision === 'denied');
    assert.ok(denied.length >= 10, `${denied.length} denials`);
    assert.ok(denied.every(({ time }) => Date.parse(time) >= originMs + 10 * 60_000));
    const letIn = flows.filter(({ rule, state }) => rule === openedDoor.rule && state === 'begin');
    assert.ok(new Set(letIn.map(({ source }) => source.split('.').slice(0, 2).join('.'))).size >= 5);
    assert.ok(
      letIn.every(({ destination, destinationPort }) => destination === openedDoor.target.address && destinationPort === 445),
    );
  });

  test('sends a crowd for port 9200 after an hour, several times as large as usual', () => {
    const early = new Set<string>();
    const late = new Set<string>();
    for (const { source, destinationPort, time } of flowsOf(flushesUntil(121))) {
      if (destinationPort === 9200) (Date.parse(time) < originMs + 60 * 60_000 ? early : late).add(source);
    }
    assert.ok(late.size >= 3 * early.size && late.size >= 100, `${early.size}, then ${late.size}`);
  });

  test('comes with the settings of the shop, which name the partner', () => {
    const { settingsFile } = simulatedLogs(options, 0);
    const settings = parseDetectionSettings(readFileSync(settingsFile ?? '', 'utf8'), 'shop.yaml');
    const { partner } = createWorld(options).cast;
    const isExpected = expectedAtDoor(settings);
    const target = { mac: partner.target.mac, address: partner.target.address, resource: '' };
    assert.ok(partner.sources.every((source) => isExpected(source, target, partner.port, 6)));
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
