import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AlignedFacts, alignFacts, areAligned, concatFacts } from '../../src/count/concat-facts.ts';
import { mergeFacts } from '../../src/count/fact-tables.ts';
import type { Facts } from '../../src/model/facts.ts';
import { canonicalFacts } from '../support/canonical-facts.ts';
import { allowed, denied, factsOf, type Line } from '../support/facts-builder.ts';

const sources = ['203.0.113.7', '203.0.113.8', '198.51.100.1', '2001:db8:1:2::/64', '192.0.2.9'];

const lineOf: fc.Arbitrary<Line> = fc
  .record({
    minute: fc.nat({ max: 11 }),
    source: fc.constantFrom(...sources),
    target: fc.constantFrom('a', 'b', 'c'),
    port: fc.constantFrom(22, 3389, 8080),
    flows: fc.integer({ min: 1, max: 9 }),
    isLetIn: fc.boolean(),
    rule: fc.constantFrom('One', 'Two'),
  })
  .map(({ minute, source, target, port, flows, isLetIn, rule }) =>
    (isLetIn ? allowed : denied)(`10:${String(minute * 5).padStart(2, '0')}`, source, target, port, { flows, rule }),
  );

/** Facts of some lines with a total a rule, so that rules are numbered there too. */
function withTotals(lines: readonly Line[]): Facts {
  const facts = mergeFacts([factsOf(lines)]);
  const totals = facts.rules.map((_, rule) => ({
    decision: 'denied' as const,
    direction: 'inbound' as const,
    scope: 'Public' as const,
    port: -1,
    country: 'CN',
    rule,
    flows: rule + 1,
    bytesSent: 0,
    bytesReceived: 0,
  }));
  return { ...facts, totals };
}

const factsArbitrary = fc.array(lineOf, { maxLength: 12 }).map(withTotals);
const partsArbitrary = fc.array(factsArbitrary, { maxLength: 5 });
/** The facts without regard to how they lie, added up. */
const plain = (facts: Facts) => canonicalFacts(mergeFacts([facts]));

describe('concatFacts()', () => {
  it('adds up to the same as merging', () => {
    fc.assert(
      fc.property(partsArbitrary, (parts) => {
        const { tuples, records, ...joined } = plain(concatFacts(parts));
        assert.deepEqual({ tuples, records, ...joined }, canonicalFacts(mergeFacts(parts)));
      }),
    );
  });

  it('keeps every row, and of sources, targets and rules those that are named', () => {
    const [one, other] = [
      withTotals([denied('10:00', '203.0.113.7', 'a', 22)]),
      withTotals([denied('10:00', '192.0.2.9', 'b', 22)]),
    ];
    const unnamed = { ...one, denied: factsOf([]).denied };
    const joined = concatFacts([one, other, one, unnamed]);
    assert.deepEqual([...joined.denied.source], [0, 1, 0]);
    assert.deepEqual(joined.sources.address, ['203.0.113.7', '192.0.2.9']);
    assert.equal(joined.targets.length, 2);
    assert.deepEqual(concatFacts([unnamed, other]).sources.address, ['192.0.2.9']);
  });

  it('copies nothing where all parts lie in a row', () => {
    const { parts } = alignFacts([
      withTotals([denied('10:00', '203.0.113.7', 'a', 22)]),
      withTotals([denied('10:05', '192.0.2.9', 'b', 22)]),
    ]);
    assert.ok(areAligned(parts));
    const joined = concatFacts(parts);
    assert.equal(joined.denied.slot.buffer, parts[0]?.denied.slot.buffer);
    assert.equal(joined.sources, parts[1]?.sources);
    assert.equal(joined.denied.slot.length, 2);
  });

  it('tells two views of a target apart by their resource, for detection to choose', () => {
    const facts = withTotals([denied('10:00', '203.0.113.7', 'a', 22)]);
    const [target] = facts.targets;
    assert.ok(target !== undefined);
    assert.equal(concatFacts([facts, { ...facts, targets: [{ ...target, resource: '' }] }]).targets.length, 2);
  });
});

/** A window goes on: hours leave at the front, one changes or comes at the end. */
interface Step {
  readonly leaving: number;
  readonly last: Facts;
}

const stepsArbitrary = fc.array(fc.record({ leaving: fc.nat({ max: 2 }), last: factsArbitrary }), { minLength: 1, maxLength: 6 });

/** Parts whose columns are their own: what stands in a room now is read from it later. */
const ownCopy = (facts: Facts): Facts => structuredClone(facts);

describe('alignFacts() into the room of a window before', () => {
  const goOn = (before: AlignedFacts, { leaving, last }: Step, isChange: boolean): readonly Facts[] => [
    ...before.parts.slice(leaving, isChange ? -1 : undefined),
    ownCopy(last),
  ];

  it('gives what it gives without, whatever leaves, changes and comes', () => {
    fc.assert(
      fc.property(partsArbitrary, stepsArbitrary, fc.boolean(), (parts, steps, isChange) => {
        let inRoom = alignFacts(parts);
        let apart = parts;
        for (const step of steps) {
          const next = goOn(inRoom, step, isChange);
          apart = [...apart.slice(step.leaving, isChange ? -1 : undefined), step.last];
          inRoom = alignFacts(next, inRoom.room);
          assert.deepEqual(inRoom.parts.map(plain), apart.map(plain));
          assert.deepEqual(plain(concatFacts(inRoom.parts)), canonicalFacts(mergeFacts(apart)));
        }
      }),
    );
  });

  it('writes where the window before lay, as long as all fits in', () => {
    const hours = [1, 2, 3].map((hour) => withTotals(sources.map((source) => denied(`1${hour}:00`, source, 'a', 22))));
    const first = alignFacts(hours);
    const second = alignFacts([...first.parts.slice(1), hours[0] ?? mergeFacts([])], first.room);
    assert.equal(second.room.denied.buffer, first.room.denied.buffer);
    const larger = alignFacts([...second.parts, ...hours], second.room);
    assert.notEqual(larger.room.denied.buffer, first.room.denied.buffer);
  });

  it('takes another room where a part that lies in it would be overwritten before it is read', () => {
    const hours = [1, 2].map((hour) => withTotals(sources.map((source) => denied(`1${hour}:00`, source, 'a', 22))));
    const { parts, room } = alignFacts(hours);
    const [one = mergeFacts([]), other = mergeFacts([])] = parts;
    for (const order of [
      [other, one],
      [withTotals([denied('10:00', '192.0.2.9', 'c', 22)]), one],
    ]) {
      const expected = order.map(plain);
      const moved = alignFacts(order, room);
      assert.notEqual(moved.room.denied.buffer, room.denied.buffer);
      assert.deepEqual(moved.parts.map(plain), expected);
    }
  });

  it('takes another room where numbers need more bytes than before', () => {
    const slots = Array.from({ length: 400 }, (_, i) =>
      denied(`10:${String(i % 60).padStart(2, '0')}`, `203.0.113.${i % 200}`, 'a', 22),
    );
    const few = alignFacts([factsOf(slots)]);
    const rules = Array.from({ length: 300 }, (_, i) => denied('10:00', '203.0.113.7', 'a', 22, { rule: `Rule ${i}` }));
    const many = alignFacts([factsOf(rules)], few.room);
    assert.notEqual(many.room.denied.buffer, few.room.denied.buffer);
    assert.equal(many.parts[0]?.denied.rule.BYTES_PER_ELEMENT, 2);
    assert.deepEqual(plain(concatFacts(many.parts)), plain(factsOf(rules)));
  });
});
