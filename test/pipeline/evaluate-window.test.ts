import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { memoryHourStore } from '../../src/adapters/memory/memory-hour-store.ts';
import { memoryIncidentStore } from '../../src/adapters/memory/memory-incident-store.ts';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { type EvaluateOutcome, evaluateFacts, evaluateWindow } from '../../src/pipeline/evaluate-window.ts';
import type { IncidentStore } from '../../src/ports/incident-store.ts';
import { allowed, at, denied, type Line, lookingFor, windowOf } from '../support/facts-builder.ts';
import { withFaults } from '../support/fault-ports.ts';
import { ingestWorld, silentLog } from '../support/ingest-world.ts';
import { sampleRef } from '../support/sample-log.ts';

const breakthroughsOnly = () => lookingFor(['breakthrough']);
const scanner = '203.0.113.7';
const brokeIn = [denied('10:00', scanner, 'vm-db1', 3389, { flows: 25 }), allowed('10:05', scanner, 'vm-db1', 3389)];

/** Evaluates lines at a time, against an incident store. */
function evaluate(
  incidents: IncidentStore,
  lines: readonly Line[],
  time: string,
  settings: DetectionSettings = breakthroughsOnly(),
): Promise<EvaluateOutcome> {
  const ports = { incidents, clock: { now: () => at(time) }, log: silentLog };
  return evaluateFacts(ports, settings, async () => ({
    window: windowOf(lines, { now: time }),
    hours: [],
    histories: [],
    start: null,
    installation: {},
    databaseBuiltAtMs: null,
    isRealTime: true,
    settingsProblem: null,
    hasButtons: false,
    late: [],
    isHolding: false,
    settle: async () => {},
  }));
}

async function stored(incidents: IncidentStore): Promise<readonly Incident[]> {
  return (await incidents.readOpen()).incidents.map(({ value }) => value);
}

/** Every message that waits, as `post` with the number of incidents it tells of. */
async function waiting(incidents: IncidentStore): Promise<string[]> {
  const entries = (await stored(incidents)).flatMap(({ outbox }) => outbox);
  return entries.map(({ kind, notification }) => `${kind} ${notification.incidentIds.length}`);
}

suite('evaluateWindow()', () => {
  const nsgRecord = (tuples: readonly string[]) =>
    JSON.stringify({
      records: [
        {
          time: '2026-11-21T10:05:30.0000000Z',
          macAddress: '000D3A7F1340',
          category: 'NetworkSecurityGroupFlowEvent',
          resourceId: '/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/NSG',
          operationName: 'NetworkSecurityGroupFlowEvents',
          properties: {
            Version: 2,
            flows: [{ rule: 'UserRule_rdp', flows: [{ mac: '000D3A7F1340', flowTuples: tuples }] }],
          },
        },
      ],
    });
  const seconds = at('10:05') / 1000;
  const denials = Array.from({ length: 4 }, (_, i) => `${seconds + i},${scanner},10.0.0.4,5000${i},3389,T,I,D,B,,,,`);

  test('reads the facts that ingest stored, and leaves a message for what it finds', async () => {
    const world = ingestWorld();
    const ref = sampleRef('nsg-v2');
    world.blobs.put(
      ref,
      Buffer.from(nsgRecord([...denials, `${seconds + 9},${scanner},10.0.0.4,50009,3389,T,I,A,E,5,300,4,900`])),
    );
    await world.ingest(ref);
    const incidents = memoryIncidentStore();
    const lines: string[] = [];
    const log = { ...silentLog, info: (event: string) => void lines.push(event) };
    const ports = {
      store: world.ports.store,
      hours: memoryHourStore(world.ports.clock),
      wallClock: world.ports.clock,
      state: memoryStateStore(),
      incidents,
      clock: { now: () => at('10:06') },
      log,
    };
    const outcome = await evaluateWindow(ports, breakthroughsOnly());
    assert.deepEqual(outcome, {
      atMs: at('10:06'),
      findings: 1,
      opened: 1,
      updated: 0,
      resolved: 0,
      posts: 1,
      replies: 0,
      edits: 0,
      reasons: { first: 1 },
    });
    assert.deepEqual(lines, ['evaluate']);
    const [incident] = await stored(incidents);
    assert.equal(incident?.latest.finding === 'breakthrough' && incident.latest.denials, 4);
    assert.match(incident?.outbox[0]?.notification.text ?? '', /203\.0\.113\.7/);
  });

  test('with nothing stored it finds nothing, and notes that it looked', async () => {
    const world = ingestWorld();
    const incidents = memoryIncidentStore();
    const ports = {
      store: world.ports.store,
      hours: memoryHourStore(world.ports.clock),
      wallClock: world.ports.clock,
      state: memoryStateStore(),
      incidents,
      clock: world.clock,
      log: silentLog,
    };
    const outcome = await evaluateWindow({ ...ports, clock: { now: () => at('10:06') } }, breakthroughsOnly());
    assert.equal(outcome.findings, 0);
    assert.deepEqual((await incidents.readOpen()).tick?.value, {
      revision: 1,
      evaluatedAtMs: at('10:06'),
      told: { day: '2026-11-21', channels: {} },
    });
  });
});

suite('one message, whatever happens', () => {
  test('evaluating the same minute twice tells it once', async () => {
    const incidents = memoryIncidentStore();
    const [first, second] = [await evaluate(incidents, brokeIn, '10:06'), await evaluate(incidents, brokeIn, '10:06')];
    assert.deepEqual([first.posts, second.posts], [1, 0]);
    assert.deepEqual(second.reasons, { 'no-change': 1 });
    assert.deepEqual(await waiting(incidents), ['post 1']);
  });

  test('two instances at once tell it once: the slower begins again', async () => {
    const incidents = memoryIncidentStore();
    const faster = () => evaluate(incidents, brokeIn, '10:06').then(() => undefined);
    const { ports, calls } = withFaults({ incidents }, [{ at: 2, how: faster }]);
    const slower = await evaluate(ports.incidents, brokeIn, '10:06');
    assert.equal(slower.posts, 0);
    assert.deepEqual(calls, [
      'incidents.readOpen',
      'incidents.commitEvaluation',
      'incidents.readOpen',
      'incidents.commitEvaluation',
    ]);
    assert.deepEqual(await waiting(incidents), ['post 1']);
  });

  test('a delivery between reading and committing is not overwritten', async () => {
    const incidents = memoryIncidentStore();
    await evaluate(incidents, brokeIn, '10:06');
    const deliver = async () => {
      const [row] = (await incidents.readOpen()).incidents;
      assert.ok(row);
      await incidents.replace({ incident: { ...row.value, posted: { channelId: 'C1', ts: '1.0' } }, replaces: row.version });
    };
    const { ports } = withFaults({ incidents }, [{ at: 2, how: deliver }]);
    await evaluate(ports.incidents, brokeIn, '10:07');
    assert.deepEqual((await stored(incidents))[0]?.posted, { channelId: 'C1', ts: '1.0' });
  });

  for (const how of ['before', 'after'] as const) {
    test(`a commit that fails ${how} it took effect leads to the same incidents, told once`, async () => {
      const incidents = memoryIncidentStore();
      const undisturbed = memoryIncidentStore();
      await evaluate(undisturbed, brokeIn, '10:06');
      await evaluate(undisturbed, brokeIn, '10:07');
      const { ports } = withFaults({ incidents }, [{ at: 2, how }]);
      await assert.rejects(evaluate(ports.incidents, brokeIn, '10:06'), { code: 'storage-unavailable' });
      await evaluate(incidents, brokeIn, '10:07');
      assert.deepEqual(await waiting(incidents), ['post 1']);
      assert.deepEqual(
        (await stored(incidents)).map(({ id, severity, latest }) => ({ id, severity, latest })),
        (await stored(undisturbed)).map(({ id, severity, latest }) => ({ id, severity, latest })),
      );
    });
  }

  test('others that are faster every time end it with a failure that says so', async () => {
    const incidents = { ...memoryIncidentStore(), commitEvaluation: async () => 'conflict' as const };
    await assert.rejects(
      evaluate(incidents, brokeIn, '10:06'),
      (error) => error instanceof Failure && error.code === 'conflict-persists' && error.retryable,
    );
  });
});

suite('more incidents than a batch holds', () => {
  const sources = Array.from({ length: 200 }, (_, i) => `100.${i}.0.1`);
  const flood = sources.flatMap((source, i) => [
    denied('10:00', source, `vm-${i}`, 22, { flows: 25 }),
    allowed('10:05', source, `vm-${i}`, 22),
  ]);
  // Tables of at most 90 incidents each, so that a table fits a batch: 200 = 90 + 90 + 20.
  const tables = ['post 20', 'post 90', 'post 90'];

  test('are told in a few tables, each committed with the incidents it tells of', async () => {
    const incidents = memoryIncidentStore();
    const outcome = await evaluate(incidents, flood, '10:06');
    assert.deepEqual([outcome.opened, outcome.posts], [200, 3]);
    assert.deepEqual(outcome.reasons, { first: 3, joined: 197 });
    assert.deepEqual((await waiting(incidents)).sort(), tables);
    assert.equal((await incidents.readOpen()).tick?.value.revision, 3);
    assert.equal((await evaluate(incidents, flood, '10:07')).posts, 0);
  });

  test('dying between two batches leaves the rest to the next evaluation, and repeats nothing', async () => {
    const incidents = memoryIncidentStore();
    // Calls: readOpen, commit, readOpen, commit: the second batch fails.
    const { ports } = withFaults({ incidents }, [{ at: 4, how: 'before' }]);
    await assert.rejects(evaluate(ports.incidents, flood, '10:06'), { code: 'storage-unavailable' });
    assert.equal((await stored(incidents)).length, 90);
    assert.equal((await evaluate(incidents, flood, '10:07')).posts, 2);
    const told = (await stored(incidents)).flatMap(({ outbox }) =>
      outbox.flatMap(({ notification }) => notification.incidentIds),
    );
    assert.equal(told.length, 200);
    assert.equal(new Set(told).size, 200);
  });

  test('another evaluation between two batches, though it changed nothing of ours, makes it begin again', async () => {
    const incidents = memoryIncidentStore();
    const other = () => evaluate(incidents, [], '10:06').then(() => undefined);
    const { ports, calls } = withFaults({ incidents }, [{ at: 3, how: other }]);
    await evaluate(ports.incidents, flood, '10:06');
    // Two looks for one batch, then from the beginning: three batches, as the first 90 have a new reason (`no-change`).
    assert.equal(calls.filter((call) => call === 'incidents.readOpen').length, 5);
    assert.deepEqual((await waiting(incidents)).sort(), tables);
  });

  test('an evaluation of another between two batches makes it begin again, and repeats nothing', async () => {
    const incidents = memoryIncidentStore();
    const other = () => evaluate(incidents, flood, '10:06').then(() => undefined);
    const { ports } = withFaults({ incidents }, [{ at: 3, how: other }]);
    await evaluate(ports.incidents, flood, '10:06');
    assert.deepEqual((await waiting(incidents)).sort(), tables);
  });
});
