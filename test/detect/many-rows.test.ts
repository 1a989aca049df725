import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBreakthroughs } from '../../src/detect/find-breakthroughs.ts';
import type { DeniedColumns } from '../../src/model/facts.ts';
import { slotMs } from '../../src/model/facts.ts';
import { allowed, at, denied, factsOf, settingsWith, targetNamed, windowOf } from '../support/facts-builder.ts';

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
  const findings = findBreakthroughs(window, settingsWith());
  context.diagnostic(`${Math.round(performance.now() - startedAt)} ms for ${window.facts.denied.slot.length} denied rows`);
  assert.deepEqual(
    findings.map(({ source }) => source),
    ['203.0.113.7', '203.0.113.8'],
  );
});

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
