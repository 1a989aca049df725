import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { concatFacts } from '../../src/count/concat-facts.ts';
import { mergeFacts } from '../../src/count/fact-tables.ts';
import { packFacts, unpackFacts } from '../../src/count/pack-facts.ts';
import { packInParts } from '../../src/count/split-facts.ts';
import type { Facts } from '../../src/model/facts.ts';
import { canonicalFacts } from '../support/canonical-facts.ts';
import { allowed, denied, factsOf } from '../support/facts-builder.ts';

/** Every source, target and rule in a few rows only, let-ins among them, with a total. */
const lines = Array.from({ length: 600 }, (_, i) => {
  const address = `203.0.${i >> 8}.${i & 255}`;
  const target = `vm-${Math.floor(i / 15)}`;
  return i % 7 === 0
    ? allowed('10:00', address, target, 22)
    : denied('10:00', address, target, 22, { rule: `Rule ${Math.floor(i / 7)}`, flows: i });
});
const total = {
  decision: 'denied',
  direction: 'inbound',
  scope: 'Public',
  port: -1,
  country: 'CN',
  rule: 3,
  flows: 5,
  bytesSent: 0,
  bytesReceived: 0,
} as const;
const facts: Facts = { ...factsOf(lines), totals: [total], lag: [{ commitSlot: 1, atMostMinutes: 2, records: 3 }] };

describe('packInParts()', () => {
  it('packs into one part what fits into one', () => {
    assert.deepEqual(packInParts(facts, 900 * 1024), [packFacts(facts)]);
  });

  it('gives parts of at most the size asked for, which add up to the facts', () => {
    for (const mostBytes of [400, 1000, 3000]) {
      const packed = packInParts(facts, mostBytes);
      assert.ok(packed.length > 1 && packed.every(({ length }) => length <= mostBytes));
      const parts = packed.map(unpackFacts);
      for (const joined of [mergeFacts(parts), concatFacts(parts)]) {
        assert.deepEqual(canonicalFacts(joined), canonicalFacts(facts));
        assert.deepEqual(joined.lag, facts.lag);
      }
    }
  });

  it('leaves out of a part the sources, targets and rules of others', () => {
    const [first] = packInParts(facts, 1000).map(unpackFacts);
    assert.ok(first !== undefined);
    assert.equal(first.sources.address.length, first.denied.flows.length + first.allowed.flows.length);
    assert.ok(first.targets.length < 40 && first.rules.length < 87);
  });
});
