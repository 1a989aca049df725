import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryCountStore } from '../../../src/adapters/memory/memory-count-store.ts';
import { memoryHourStore } from '../../../src/adapters/memory/memory-hour-store.ts';
import { memoryIncidentStore } from '../../../src/adapters/memory/memory-incident-store.ts';
import { memoryIngestStore } from '../../../src/adapters/memory/memory-ingest-store.ts';
import { memoryStateStore } from '../../../src/adapters/memory/memory-state-store.ts';
import { explainLogs } from '../../../src/cli/explain/explain-logs.ts';
import { explainStored } from '../../../src/cli/explain/explain-storage.ts';
import { defaultDetectionSettings as settings } from '../../../src/config/parse-detection-settings.ts';
import type { Subject } from '../../../src/detect/explain/subject.ts';
import { evaluateWindow } from '../../../src/pipeline/evaluate-window.ts';
import { defaultChunkBytes, ingestBlob } from '../../../src/pipeline/ingest-blob.ts';
import { makeHistories } from '../../../src/pipeline/make-histories.ts';
import { rollUpDue } from '../../../src/pipeline/roll-up-due.ts';
import { watchedPortKeys } from '../../../src/pipeline/watched-port-keys.ts';
import { hourOf, hoursBetween } from '../../../src/read/hours.ts';
import { sourceOfFlows, type ToldFlow } from '../../support/case-logs.ts';

const subject: Subject = { scope: 'source', name: '203.0.113.7' };
const flows: readonly ToldFlow[] = [
  {
    at: '00:01',
    from: { networks: 6 },
    to: ['vm-db1', 'vm-web1', 'vm-web2'],
    port: 23,
    decision: 'denied',
    times: 13,
    every: '1h',
    days: 3,
  },
  { at: '05:00', from: '203.0.113.7', to: 'vm-db1', port: 3389, decision: 'denied', times: 40, over: '7h', days: 3 },
  { at: '12:20', from: '203.0.113.7', to: 'vm-db1', port: 3389, decision: 'allowed' },
];
const countries = { countryOf: () => 'NL' };
const silent = { info: () => {}, error: () => {} };
const endMs = Date.parse('2026-11-21T13:00:00Z') - 1;

/** The same logs in the stores of an installation, rolled up, and evaluated at the end. */
async function installed() {
  const source = sourceOfFlows(flows);
  const clock = { now: () => endMs };
  let versions = 0;
  const ports = {
    ...{
      store: memoryIngestStore(),
      hours: memoryHourStore(clock),
      counts: memoryCountStore(),
      incidents: memoryIncidentStore(),
    },
    ...{ state: memoryStateStore(), countries, clock, wallClock: clock, log: silent, newVersion: () => `v${++versions}` },
  };
  const blobs = { ...source.blobs, listFlowLogs: async () => [], listHour: async () => [] };
  const watchedPorts = watchedPortKeys(settings);
  for (const ref of source.refs) await ingestBlob({ ...ports, blobs }, { chunkBytes: defaultChunkBytes, watchedPorts }, ref);
  const hours = hoursBetween('2026111900', hourOf(endMs));
  await rollUpDue(ports, watchedPorts, endMs, hours, Number.POSITIVE_INFINITY);
  await makeHistories(ports, settings, endMs, 3, Number.POSITIVE_INFINITY);
  await evaluateWindow(ports, settings);
  return ports;
}

test('explainStored() says of stored hours and days what explainLogs() says of the same logs', async () => {
  const ports = await installed();
  const stored = await explainStored(ports, settings, subject, endMs);
  const progress = { stage: () => {}, step: () => {} };
  const { explanation } = await explainLogs({ source: sourceOfFlows(flows), countries, settings, subject, atMs: null, progress });
  assert.ok(explanation !== null);
  assert.deepEqual(stored.conditions, explanation.conditions);
  assert.deepEqual(
    [stored.day, stored.who, stored.fromMs, stored.toMs],
    [explanation.day, explanation.who, explanation.fromMs, explanation.toMs],
  );
  const numbers = ({ scores }: Pick<typeof stored, 'scores'>) =>
    scores.map(({ name, score, inputs, parts }) => ({ name, score, inputs, parts }));
  assert.deepEqual(numbers(stored), numbers(explanation));
  assert.ok(stored.conditions.some(({ finding, outcome }) => finding === 'breakthrough' && outcome === 'met'));
  assert.ok(stored.scores[0]?.isFound, 'its score is found');
});

test('explainStored() tells the incidents that the installation keeps, with their reasons, and writes nothing', async () => {
  const ports = await installed();
  const before = await ports.incidents.readOpen();
  const { incidents } = await explainStored(ports, settings, subject, endMs);
  assert.deepEqual(await ports.incidents.readOpen(), before);
  const told = incidents.find(({ finding }) => finding === 'breakthrough');
  assert.deepEqual(
    told?.reasons.map(({ reason }) => reason),
    ['first'],
  );
  assert.ok(incidents.every(({ latest }) => latest.sources.includes(subject.name) || latest.sources.length === 0));
});
