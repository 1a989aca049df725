import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { networkPrefix } from '../../../src/detect/match/network-block.ts';
import { groupByPrefix } from '../../../src/detect/targeted/group-by-prefix.ts';
import { hourNumber, slotsOfHours } from '../../../src/detect/targeted/window-hours.ts';
import { at } from '../../support/facts-builder.ts';

suite('groupByPrefix()', () => {
  const addressOf = fc.oneof(
    fc
      .record({ prefix: fc.constantFrom('203.0.113', '203.0.114', '0.0.0', '255.255.255'), last: fc.nat(255) })
      .map(({ prefix, last }) => `${prefix}.${last}`),
    fc
      .record({ prefix: fc.constantFrom('2001:db8:1', '2001:db8:2', '2600:1'), subnet: fc.integer({ min: 1, max: 40 }) })
      .map(({ prefix, subnet }) => (prefix === '2600:1' ? '2600:1::/64' : `${prefix}:${subnet.toString(16)}::/64`)),
  );

  test('it gives each prefix with enough sources that made attempts, and them all', () => {
    let groups = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(addressOf, { maxLength: 60, size: 'max' }),
        fc.infiniteStream(fc.constantFrom(0, 1, 3)),
        fc.integer({ min: 1, max: 8 }),
        (addresses, counts, fewest) => {
          const attempts = Uint8Array.from(counts.take(addresses.length));
          const made = [...addresses.keys()].filter((source) => attempts[source] !== 0);
          const plain = [...Map.groupBy(made, (source) => networkPrefix(addresses[source] ?? '')).values()];
          const expected = plain.filter(({ length }) => length >= fewest);
          const byFirst = ([a = 0]: readonly number[], [b = 0]: readonly number[]): number => a - b;
          assert.deepEqual(groupByPrefix(addresses, attempts, fewest).sort(byFirst), expected.sort(byFirst));
          groups += expected.length;
        },
      ),
    );
    assert.ok(groups > 50, `${groups} groups`);
  });

  test('a prefix all of whose addresses made attempts is one', () => {
    const addresses = Array.from({ length: 256 }, (_, last) => `203.0.113.${last}`);
    assert.deepEqual(
      groupByPrefix(addresses, new Uint8Array(256).fill(1), 5).map(({ length }) => length),
      [256],
    );
  });
});

test('the clock hours of a window and the one before it have different numbers', () => {
  const slots = slotsOfHours({ startMs: at('2026-11-20 16:00'), endMs: at('16:00') });
  assert.deepEqual([slots[0], slots.at(-1)], [at('2026-11-20 15:00') / 300_000, at('15:00') / 300_000]);
  assert.equal(new Set(slots.map(hourNumber)).size, 25);
});
