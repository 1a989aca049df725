import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { packHistory, unpackHistory } from '../../src/count/pack-history.ts';
import { Failure } from '../../src/model/failure.ts';
import type { DayHistory, DoorRun } from '../../src/model/history.ts';
import { targetNamed } from '../support/facts-builder.ts';

const numberOf = fc.nat({ max: 0xffffffff });
const slotOf = fc.integer({ min: 5_900_000, max: 5_900_300 });
const textOf = fc.string({ unit: 'grapheme', maxLength: 12 });
const lineOf = textOf.map((text) => text.replaceAll('\n', ' '));
const decisionOf = fc.constantFrom<DoorRun['decision']>('allowed', 'denied');
const runOf: fc.Arbitrary<DoorRun> = fc.record({
  decision: decisionOf,
  blocks: fc.array(fc.record({ block: lineOf, slot: slotOf }), { minLength: 1, maxLength: 5 }),
});
const doorOf = fc.record({ target: fc.nat(), port: numberOf });
const runsOf = fc.oneof(
  runOf.map((run) => ({ firstRun: run, changes: [], lastRun: run, isOneRun: true })),
  fc.record({
    firstRun: runOf,
    changes: fc.array(fc.record({ slot: slotOf, state: fc.constantFrom<'open' | 'closed'>('open', 'closed') }), { maxLength: 3 }),
    lastRun: runOf,
    isOneRun: fc.constant(false),
  }),
);
const pairsOf = fc
  .array(fc.tuple(fc.nat(), fc.nat(), numberOf, fc.nat({ max: 1 }), numberOf), { maxLength: 20 })
  .map((rows) => rows.sort(([a], [b]) => a - b))
  .map((rows) => ({
    source: Uint32Array.from(rows, ([source]) => source),
    target: Uint32Array.from(rows, ([, target]) => target),
    port: Uint32Array.from(rows, ([, , port]) => port),
    isDenied: Uint8Array.from(rows, ([, , , isDenied]) => isDenied),
    attempts: Uint32Array.from(rows, ([, , , , attempts]) => attempts),
  }));
const historyOf: fc.Arbitrary<DayHistory> = fc
  .record({
    day: fc.constant('20261121'),
    sources: fc.array(lineOf),
    targets: fc.array(fc.record({ mac: textOf, address: textOf, resource: textOf })),
    hours: fc.array(fc.record({ flowLog: textOf, mac: textOf, mask: fc.nat({ max: 2 ** 24 - 1 }) })),
    ports: fc.array(
      fc.record({ port: numberOf, hour: fc.nat({ max: 23 }), deniedFlows: fc.maxSafeNat(), deniedPrefixes: fc.nat() }),
    ),
    letIn: fc.array(fc.record({ target: fc.nat(), port: numberOf, source: fc.nat(), firstSlot: slotOf })),
    doors: fc.array(fc.tuple(doorOf, runsOf).map(([door, runs]) => ({ ...door, ...runs }))),
    pairs: pairsOf,
    countries: fc.array(fc.record({ country: textOf, deniedFlows: fc.maxSafeNat() })),
  })
  .map((history) => structuredClone(history));

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
  return 'no failure';
};

const door = (port: number) => ({ target: 0, port });
const run: DoorRun = {
  decision: 'allowed',
  blocks: [
    { block: '203.0', slot: 5_900_101 },
    { block: '2001:db8', slot: 5_900_100 },
  ],
};
const turnedAway: DoorRun = { decision: 'denied', blocks: [{ block: '203.0', slot: 5_900_200 }] };
const small: DayHistory = {
  day: '20261121',
  sources: ['2001:db8:1:2::/64', '203.0.113.7'],
  targets: [targetNamed('a'), targetNamed('b')],
  hours: [{ flowLog: 'FLOWLOG', mac: targetNamed('a').mac, mask: 2 ** 24 - 1 }],
  ports: [{ port: 393238, hour: 23, deniedFlows: 5_000_000_000, deniedPrefixes: 700 }],
  letIn: [{ ...door(393238), source: 1, firstSlot: 5_900_101 }],
  doors: [
    { ...door(393238), firstRun: run, changes: [{ slot: 5_900_150, state: 'open' }], lastRun: turnedAway, isOneRun: false },
    { ...door(396605), firstRun: turnedAway, changes: [], lastRun: turnedAway, isOneRun: true },
  ],
  pairs: {
    source: Uint32Array.of(0, 1),
    target: Uint32Array.of(1, 0),
    port: Uint32Array.of(393238, 396605),
    isDenied: Uint8Array.of(1, 0),
    attempts: Uint32Array.of(300, 3),
  },
  countries: [
    { country: '', deniedFlows: 1 },
    { country: 'CN', deniedFlows: 300 },
  ],
};

/** `small` as format 1 stored it. */
const storedFormat1 =
  'AXic4zAyMDIzNDQyPNL3golJ1sjAwNAqJcnCytDKyMpK38yEy8jAWM9Az9DQWM+cicfAwMDF2NHAwMDQ2JHT0AAkoWdqEaRfXJpUnFyUWVCSmZ9XrG+oX5RanF9alJzqXpRfWlCsX5SuX1CUX5aZklpUrO+bmVyUX5yfVqLnl1pSnl+UrZ8HoT3zSlKL0hKTU4v1E5FtcoLbZEl9m5IY2d18/MN9/N1RPPf//392xmkNEuINT6ZfENrDysgwrUGCkZGJDxwcXLBgYgIJMzAxMDIyMBqByBSGvbMkmBkZUsBi0xok9s6SYGRYw8TMxMDI5Oy3hgkAhHZsdw==';

suite('packHistory() and unpackHistory()', () => {
  test('give the same history again', () => {
    fc.assert(fc.property(historyOf, (history) => assert.deepEqual(unpackHistory(packHistory(history)), history)));
  });

  test('give the same history again from rows of any size, none larger than asked', () => {
    fc.assert(
      fc.property(historyOf, fc.integer({ min: 20, max: 200 }), (history, rowBytes) => {
        const rows = packHistory(history, rowBytes);
        assert.ok(rows.every((row) => row.length <= rowBytes));
        assert.deepEqual(unpackHistory(rows), history);
      }),
    );
  });

  test('share what is the same: a day of one run has it once', () => {
    const [, second] = unpackHistory(packHistory(small)).doors;
    assert.equal(second?.firstRun, second?.lastRun);
  });

  test('read what format 1 stored', () => {
    assert.deepEqual(unpackHistory([Buffer.from(storedFormat1, 'base64')]), small);
  });

  test('refuse what a newer version wrote, in whichever row', () => {
    const rows = packHistory(small, 60);
    assert.ok(rows.length > 1);
    for (const row of rows) {
      const newer = rows.map((other) => (other === row ? Buffer.concat([Uint8Array.of(2), other.subarray(1)]) : other));
      assert.equal(
        codeOf(() => unpackHistory(newer)),
        'newer-format',
      );
    }
  });

  test('tell rows that are not whole: none, one missing, two exchanged, any bytes cut off', () => {
    const rows = packHistory(small, 100);
    const [whole = new Uint8Array(0)] = packHistory(small);
    const damaged = [[], rows.slice(1), rows.slice(0, -1), rows.toReversed(), [new Uint8Array(0)], [Uint8Array.of(0), ...rows]];
    assert.ok(rows.length > 2);
    for (const other of damaged)
      assert.equal(
        codeOf(() => unpackHistory(other)),
        'damaged-row',
      );
    for (let length = 0; length < whole.length; length++) {
      assert.equal(
        codeOf(() => unpackHistory([whole.subarray(0, length)])),
        'damaged-row',
      );
    }
  });

  test('never give another history where a byte changed', () => {
    const [whole = new Uint8Array(0)] = packHistory(small);
    let told = 0;
    for (let at = 1; at < whole.length; at++) {
      const changed = whole.map((byte, i) => (i === at ? byte ^ 0x10 : byte));
      if (codeOf(() => unpackHistory([changed])) === 'damaged-row') told++;
      else assert.deepEqual(unpackHistory([changed]), small);
    }
    assert.ok(told >= whole.length - 2, 'at most one byte holds padding bits that nothing reads');
  });

  test('are quick and compact for 1,000 targets, 25,000 doors and 100,000 pairs', (context) => {
    const history = bigHistory();
    const rows = packHistory(history);
    const startedAt = performance.now();
    const unpacked = unpackHistory(rows);
    const ms = performance.now() - startedAt;
    const bytes = rows.reduce((sum, row) => sum + row.length, 0);
    context.diagnostic(`unpacked in ${Math.round(ms)} ms from ${rows.length} rows of together ${Math.round(bytes / 1024)} KiB`);
    assert.deepEqual(unpacked, history);
    assert.ok(rows.every((row) => row.length <= 900 * 1024));
  });
});

/** A day of 1,000 targets, whose 25 ports are closed, with 4 sources at each of 25,000 doors, of 20,000 sources in all. */
function bigHistory(): DayHistory {
  const rows = Array.from({ length: 100_000 }, (_, row) => row);
  const blocks = Array.from({ length: 500 }, (_, i) => `${1 + (i % 200)}.${(i * 37) % 256}`);
  const runAt = (number: number): DoorRun => ({
    decision: 'denied',
    blocks: [0, 1, 2, 3, 4].map((i) => ({
      block: blocks[(number * 7 + i * 11) % 500] ?? '',
      slot: 5_900_000 + ((number * 3 + i) % 288),
    })),
  });
  return {
    ...small,
    sources: Array.from({ length: 20_000 }, (_, i) => `${1 + (i % 200)}.${(i * 37) % 256}.${i % 251}.${i >> 8}`).sort(),
    targets: Array.from({ length: 1_000 }, (_, i) => ({ ...targetNamed('a'), address: `10.1.${i >> 8}.${i & 255}` })),
    letIn: Array.from({ length: 2_000 }, (_, i) => ({
      target: i >> 1,
      port: 393238,
      source: i * 3,
      firstSlot: 5_900_000 + (i % 288),
    })),
    doors: Array.from({ length: 25_000 }, (_, i) => {
      const only = runAt(i);
      return {
        target: Math.floor(i / 25),
        port: 393238 + (i % 25) * 10,
        firstRun: only,
        changes: [],
        lastRun: only,
        isOneRun: true,
      };
    }),
    pairs: {
      source: Uint32Array.from(rows, (row) => Math.floor(row / 5)),
      target: Uint32Array.from(rows, (row) => (row * 389) % 1000),
      port: Uint32Array.from(rows, (row) => 393238 + (row % 25) * 10),
      isDenied: Uint8Array.from(rows, () => 1),
      attempts: Uint32Array.from(rows, (row) => 3 + (row % 40)),
    },
  };
}
