import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { unpackFacts } from '../../src/count/pack-facts.ts';
import { packInParts } from '../../src/count/split-facts.ts';
import { countParts } from '../../src/digest/count/count-parts.ts';
import type { DigestInput } from '../../src/digest/digest-input.ts';
import { localDay } from '../../src/digest/local-day.ts';
import { makeDigest } from '../../src/digest/make-digest.ts';
import { compareDay } from '../../src/digest/parts/usual.ts';
import { createAddressNumbers } from '../../src/digest/tally/number-addresses.ts';
import { createPairSet } from '../../src/digest/tally/pair-set.ts';
import { tallyDay, tallyFigures } from '../../src/digest/tally/tally-day.ts';
import { crowdHour, crowdTargets } from '../support/digest-days/crowd.ts';
import { dayInput } from '../support/digest-days/example-days.ts';

const day = localDay('2026-11-21', 'Europe/Berlin');
const crowd = { perHour: 40, sources: 300, targets: crowdTargets };
const watched = dayInput({ days: 0 }).parts.figures.watched;

/** The digest of the day's hours, added in some order. */
function digestOf(hours: readonly string[], input: DigestInput) {
  const tally = tallyDay(day, watched);
  for (const hour of hours) tally.add(crowdHour(hour, crowd));
  return makeDigest({ ...input, parts: countParts(tally.result(), input.words, input.settings.version) });
}

describe('a digest', () => {
  it('is the same in whatever order the hours are added', () => {
    const input = dayInput({ days: 8 });
    const inOrder = digestOf(day.hours, input);
    fc.assert(
      fc.property(fc.shuffledSubarray([...day.hours], { minLength: day.hours.length }), (hours) => {
        assert.deepEqual(digestOf(hours, input), inOrder);
      }),
      { numRuns: 8 },
    );
  });

  it('is the same whether the facts of an hour come whole or in parts', () => {
    const input = dayInput({ days: 8 });
    const digestInParts = (most: number) => {
      const tally = tallyDay(day, watched);
      for (const name of day.hours) {
        const hour = crowdHour(name, crowd);
        const rows = [...hour.parts].flatMap((facts) => packInParts(facts, most));
        assert.equal(rows.length > 1, most < Infinity);
        tally.add({ ...hour, parts: rows.map(unpackFacts) });
      }
      return makeDigest({ ...input, parts: countParts(tally.result(), input.words, input.settings.version) });
    };
    assert.deepEqual(digestInParts(Infinity), digestOf(day.hours, input));
    assert.deepEqual(digestInParts(700), digestOf(day.hours, input));
  });

  it('keeps of a day for later ones what it shows of the day itself', () => {
    const [whole, light] = [tallyDay(day, watched), tallyFigures(day, watched)];
    for (const hour of day.hours) for (const tally of [whole, light]) tally.add(crowdHour(hour, crowd));
    assert.deepEqual(light.result(), whole.result().figures);
  });

  it('adds up: ports, hours, targets, countries and both tables come to the same attempts', () => {
    const digest = digestOf(day.hours, dayInput({ days: 8 }));
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const all = digest.sums.denied.now;
    assert.equal(sum(digest.ports.map(({ denied }) => denied.now)), all);
    assert.equal(sum(digest.hourly.hours.map(({ denied, others }) => sum(denied) + others)), all);
    assert.equal(sum(digest.targets.rows.map(({ denied }) => denied)) + digest.targets.others.flows, all);
    assert.equal(sum(digest.countries.rows.map(({ denied }) => denied)) + digest.countries.others.flows, all);
    for (const { cells, otherColumns, otherRows, others } of [digest.portsByCountry, digest.targetsByPort]) {
      assert.equal(sum(cells.flat()) + sum(otherColumns.cells) + sum(otherRows.cells) + others, all);
    }
  });

  it('is a plain value: JSON gives it back as it was', () => {
    const digest = makeDigest(dayInput({ days: 8 }));
    assert.deepEqual(JSON.parse(JSON.stringify(digest)), digest);
  });
});

describe('createPairSet()', () => {
  it('holds what a set of texts holds', () => {
    const first = fc.oneof(fc.nat(3), fc.nat(5000));
    const second = fc.oneof(fc.nat(20), fc.nat(300), fc.nat(2 ** 32 - 2));
    fc.assert(
      fc.property(fc.array(fc.tuple(first, second), { maxLength: 3000, size: 'max' }), (pairs) => {
        const [set, plain] = [createPairSet(), new Set<string>()];
        for (const [first, second] of pairs) {
          const isNew = !plain.has(`${first} ${second}`);
          plain.add(`${first} ${second}`);
          assert.equal(set.add(first, second), isNew);
        }
      }),
    );
  });
});

describe('createAddressNumbers()', () => {
  const byte = fc.nat(255);
  const written = fc.oneof(
    fc.tuple(byte, byte, byte, byte).map((parts) => parts.join('.')),
    fc.tuple(fc.nat(3), fc.nat(3)).map(([a, b]) => `203.0.${a}.${b}`),
    fc.ipV6().map((address) => `${address}/64`),
    fc.constantFrom('', '1.2.3', '1.2.3.', '1..2.3', '01.2.3.4', '1.2.3.256', '1.2.3.4.5', '1.2.3.4 ', '0.0.0.0'),
  );

  it('numbers addresses as they come, each once, and gives them back as they were written', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 3000, size: 'max' }), (addresses) => {
        const numbers = createAddressNumbers();
        const plain = [...new Set(addresses)];
        const places = new Map(plain.map((address, place) => [address, place]));
        assert.deepEqual(
          addresses.map(numbers.numberOf),
          addresses.map((address) => places.get(address)),
        );
        assert.equal(numbers.count(), plain.length);
        assert.deepEqual(
          plain.map((_, number) => numbers.addressAt(number)),
          plain,
        );
      }),
    );
  });

  it('tells IPv4 addresses of one /16 by their block, and all others by blocks of their own', () => {
    const numbers = createAddressNumbers();
    const block = (address: string): number => numbers.blockAt(numbers.numberOf(address));
    assert.equal(block('203.0.113.7'), block('203.0.0.255'));
    const apart = ['203.0.113.7', '203.1.113.7', '255.255.0.1', '2001:db8:1::/64', '2001:db8:2::/64', '0.0.0.1'];
    assert.equal(new Set(apart.map(block)).size, apart.length);
  });
});

describe('compareDay()', () => {
  const compare = compareDay(true);
  it('takes the median, which one odd day does not move, and needs three days', () => {
    assert.deepEqual(compare(120, [100, 100, 100_000]), { now: 120, usual: 100, change: 120 / 100 - 1 });
    assert.deepEqual(compare(120, [80, 120, 90, 110]), { now: 120, usual: 100, change: 120 / 100 - 1 });
    assert.deepEqual(compare(120, [100, 100]), { now: 120, usual: null, change: null });
  });

  it('gives no change on a base under 20, nor of a day that is not whole', () => {
    assert.equal(compare(400, [19, 19, 19]).change, null);
    assert.deepEqual(compareDay(false)(50, [100, 100, 100]), { now: 50, usual: 100, change: null });
  });
});
