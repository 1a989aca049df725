import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findBreakthroughs } from '../../src/detect/find-breakthroughs.ts';
import { findExposures } from '../../src/detect/find-exposures.ts';
import { compareTargets } from '../../src/detect/target-identity.ts';
import type { DeniedColumns, Target } from '../../src/model/facts.ts';
import { slotMs } from '../../src/model/facts.ts';
import type { DayHistory, DoorRun } from '../../src/model/history.ts';
import { allowed, at, denied, factsOf, inputOf, targetNamed, windowOf } from '../support/facts-builder.ts';

test('two breakthroughs are found among two million denied rows', (context) => {
  const scanners = 200_000;
  const attack = [denied('10:00', '203.0.113.7', 'vm-0', 22, { flows: 30 }), allowed('10:05', '203.0.113.7', 'vm-0', 22)];
  const second = [denied('11:00', '203.0.113.8', 'vm-1', 22, { flows: 30 }), allowed('11:05', '203.0.113.8', 'vm-1', 3389)];
  const facts = factsOf([...attack, ...second]);
  const noise = noiseRows(2_000_000, scanners);
  const window = {
    ...windowOf([]),
    facts: {
      ...facts,
      sources: {
        address: [
          ...facts.sources.address,
          ...Array.from({ length: scanners }, (_, i) => `${1 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}.9`),
        ],
        country: [...facts.sources.country, ...Array.from({ length: scanners }, () => 'NL')],
      },
      targets: Array.from({ length: 50 }, (_, i) => targetNamed(`vm-${i}`)),
      denied: joinColumns(facts.denied, noise),
    },
    targetInstalledAtMs: Array.from({ length: 50 }, () => 0),
  };
  const startedAt = performance.now();
  const findings = findBreakthroughs(prepareDetection(inputOf([], {}, { window })));
  context.diagnostic(`${Math.round(performance.now() - startedAt)} ms for ${window.facts.denied.slot.length} denied rows`);
  assert.deepEqual(
    findings.map(({ source }) => source),
    ['203.0.113.7', '203.0.113.8'],
  );
});

test('the one open door is found among those of 1,000 targets, every watched port and 14 days', (context) => {
  const targets = Array.from({ length: 1000 }, (_, i) => targetNamed(`vm-${i}`)).sort(compareTargets);
  const ports = defaultDetectionSettings.watchedPorts.map(({ port, protocol }) => protocol * 65536 + port).sort((a, b) => a - b);
  const histories = Array.from({ length: 14 }, (_, i) => dayOfDoors(`202611${String(i + 8).padStart(2, '0')}`, targets, ports));
  const detection = prepareDetection(inputOf([], { settings: defaultDetectionSettings }, { histories }));
  const startedAt = performance.now();
  const findings = findExposures(detection);
  context.diagnostic(
    `${Math.round(performance.now() - startedAt)} ms for ${histories.length * targets.length * ports.length} days of doors`,
  );
  assert.deepEqual(
    findings.map(({ door, openedAtMs }) => [door.target, door.port, openedAtMs]),
    // Two networks a day: the fifth is the first of the third day, in its slot 3.
    [[targets[500], 22, at('2026-11-10 00:15')]],
  );
});

/** Every door turned five networks away; port 22 of the 501st target let in two a day, others each day. */
function dayOfDoors(day: string, targets: readonly Target[], ports: readonly number[]): DayHistory {
  const startSlot = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`) / slotMs;
  const blocks = [1, 2, 3, 4, 5].map((i) => ({ block: `198.${i}`, slot: startSlot + i }));
  const closed: DoorRun = { decision: 'denied', blocks };
  const few: DoorRun = {
    decision: 'allowed',
    blocks: [3, 4].map((i) => ({ block: `198.${i}.${Number(day) % 3}`, slot: startSlot + i })),
  };
  const doors = targets.flatMap((_, target) =>
    ports.map((port) => {
      const run = target === 500 && port === 6 * 65536 + 22 ? few : closed;
      return { target, port, firstRun: run, changes: [], lastRun: run, isOneRun: true };
    }),
  );
  return { ...emptyDay, day, targets, doors };
}

const none = new Uint32Array(0);
const emptyDay: DayHistory = {
  day: '',
  sources: [],
  targets: [],
  hours: [],
  ports: [],
  letIn: [],
  doors: [],
  pairs: { source: none, target: none, port: none, isDenied: new Uint8Array(0), attempts: none },
  countries: [],
};

/** Denials of many sources, spread over a day, 50 targets and 4 ports, two of them watched. */
function noiseRows(count: number, sources: number): DeniedColumns {
  const ports = [23, 8080, 22, 8443];
  const rows = { length: count };
  return {
    slot: Uint32Array.from(rows, (_, i) => Math.floor(at('00:00') / slotMs) + (i % 288)),
    source: Uint32Array.from(rows, (_, i) => 2 + ((i * 7) % sources)),
    target: Uint32Array.from(rows, (_, i) => i % 50),
    port: Uint16Array.from(rows, (_, i) => ports[i % 4] ?? 0),
    protocol: new Uint8Array(count).fill(6),
    rule: new Uint32Array(count),
    flows: new Uint32Array(count).fill(1),
  };
}

function joinColumns(a: DeniedColumns, b: DeniedColumns): DeniedColumns {
  return {
    slot: Uint32Array.from([...a.slot, ...b.slot]),
    source: Uint32Array.from([...a.source, ...b.source]),
    target: Uint32Array.from([...a.target, ...b.target]),
    port: Uint16Array.from([...a.port, ...b.port]),
    protocol: Uint8Array.from([...a.protocol, ...b.protocol]),
    rule: Uint32Array.from([...a.rule, ...b.rule]),
    flows: Uint32Array.from([...a.flows, ...b.flows]),
  };
}
