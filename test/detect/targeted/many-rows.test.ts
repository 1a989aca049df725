import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { prepareDetection } from '../../../src/detect/detection.ts';
import { findTargeted } from '../../../src/detect/find-targeted.ts';
import type { DeniedColumns, Facts } from '../../../src/model/facts.ts';
import { slotMs } from '../../../src/model/facts.ts';
import { at, denied, factsOf, inputOf, type Line, settingsWith, targetNamed } from '../../support/facts-builder.ts';

const targets = 500;
const sweepers = 1_000;
const touchers = 100_000;

test('two sources and a prefix that aim are found among a million denied rows of those that do not', (context) => {
  const attack = (source: string, target: string, flows: number): Line[] =>
    Array.from({ length: 12 }, (_, i) => denied(`${String(i + 4).padStart(2, '0')}:10`, source, target, 3389, { flows }));
  const company = Array.from({ length: 40 }, (_, i) =>
    denied(`${10 + (i % 6)}:00`, `203.0.113.${i}`, 'vm-2', 3389, { flows: 3 }),
  );
  const aimed = factsOf([...attack('198.51.100.7', 'vm-0', 10), ...attack('198.51.100.8', 'vm-1', 12), ...company]);
  const input = inputOf([], { settings: settingsWith({ watchedPorts: defaultDetectionSettings.watchedPorts }) });
  const facts = withNoise(aimed, 1_000_000);
  const window = { ...input.window, facts, targetInstalledAtMs: facts.targets.map(() => 0) };
  const startedAt = performance.now();
  const findings = findTargeted(prepareDetection({ ...input, window }));
  context.diagnostic(`${Math.round(performance.now() - startedAt)} ms for ${facts.denied.slot.length} denied rows`);
  assert.deepEqual(
    findings.map(({ key, targetName }) => `${key} ${targetName}`),
    ['198.51.100.7 vm-0', '198.51.100.8 vm-1', '203.0.113.0/24 vm-2'],
  );
});

/** Adds sweepers, some of one prefix, which try one port of every target again and again, and many sources that try a few doors once. */
function withNoise(aimed: Facts, count: number): Facts {
  const known = aimed.sources.address.length;
  const names = [
    ...Array.from({ length: sweepers }, (_, i) => `192.0.${i >> 8}.${i & 255}`),
    ...Array.from({ length: touchers }, (_, i) => `${1 + (i >> 12)}.${(i >> 4) & 255}.${i & 15}.9`),
  ];
  const ports = [23, 8080, 22, 8443];
  const next = numbersFrom(20_261_121);
  const rows = { length: count };
  const source = Uint32Array.from(rows, () => (next() % 5 === 0 ? sweepers + (next() % touchers) : next() % sweepers));
  const noise: DeniedColumns = {
    slot: Uint32Array.from(rows, (_, i) => Math.floor(at('00:00') / slotMs) + Math.floor((i / count) * 288)),
    source: source.map((index) => known + index),
    target: Uint32Array.from(rows, () => next() % targets),
    port: Uint16Array.from(source, (index) => ports[index % ports.length] ?? 0),
    protocol: new Uint8Array(count).fill(6),
    rule: new Uint32Array(count),
    flows: new Uint32Array(count).fill(1),
  };
  return {
    ...aimed,
    sources: { address: [...aimed.sources.address, ...names], country: [...aimed.sources.country, ...names.map(() => 'NL')] },
    targets: Array.from({ length: targets }, (_, i) => targetNamed(`vm-${i}`)),
    denied: joinColumns(aimed.denied, noise),
  };
}

/** A generator of numbers without a pattern, the same for each seed (xorshift). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
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
