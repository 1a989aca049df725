import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createRecordCounter } from '../../src/count/count-record.ts';
import { mergeFacts } from '../../src/count/fact-tables.ts';
import { packFacts, unpackFacts } from '../../src/count/pack-facts.ts';
import { createDecoder } from '../../src/decode/decode-flow-log.ts';
import { describeAddress } from '../../src/enrich/describe-address.ts';
import type { Facts } from '../../src/model/facts.ts';
import { Failure } from '../../src/model/failure.ts';
import { canonicalFacts } from '../support/canonical-facts.ts';
import { sampleWatchedPorts } from '../support/ingest-world.ts';
import { blobOf, logFormats, sampleRecords } from '../support/sample-log.ts';

function factsOf(records: readonly string[]): Facts {
  const decoder = createDecoder();
  const describeHere = (address: string) => describeAddress(address, () => 'NL');
  const counter = createRecordCounter({ watchedPorts: sampleWatchedPorts, describe: describeHere, pathMac: '' });
  const sink = {
    record: (record: Parameters<typeof counter.add>[0]) => counter.add(record, decoder, 0),
    rejected: () => counter.addRejected(1),
  };
  decoder.decode(blobOf(records), { baseOffset: 0, atEnd: true }, sink);
  return counter.facts();
}

const samples = logFormats.map((format) => factsOf(sampleRecords(format, { minutes: 20, tuplesPerMinute: 60 })));

describe('packFacts() and unpackFacts()', () => {
  it('give the same facts, lag included', () => {
    for (const facts of [...samples, mergeFacts([])]) {
      const again = unpackFacts(packFacts(facts));
      assert.deepEqual(canonicalFacts(again), canonicalFacts(facts));
      assert.deepEqual(again.lag, facts.lag);
      assert.deepEqual(again.targets, facts.targets);
      assert.deepEqual(
        new Map(again.sources.address.map((a, i) => [a, again.sources.country[i]])),
        new Map(facts.sources.address.map((a, i) => [a, facts.sources.country[i]])),
      );
    }
  });

  it('take at most 8 bytes a denied row of an ordinary hour', () => {
    const facts = factsOf(sampleRecords('vnet-v4', { minutes: 60, tuplesPerMinute: 200 }));
    assert.ok(
      packFacts(facts).length <=
        8 * (facts.denied.flows.length + facts.allowed.flows.length + facts.totals.length + facts.sources.address.length),
    );
  });

  it('refuse a newer format, and bytes that are not whole, by name', () => {
    const packed = packFacts(samples[0] as Facts);
    assert.throws(
      () => unpackFacts(Uint8Array.of(2, ...packed.subarray(1))),
      (error) => error instanceof Failure && error.code === 'newer-format',
    );
    for (const damaged of [new Uint8Array(0), Uint8Array.of(1), packed.subarray(0, packed.length - 9), Uint8Array.of(0, 1, 2)]) {
      assert.throws(
        () => unpackFacts(damaged),
        (error) => error instanceof Failure && error.code === 'damaged-row',
      );
    }
  });

  it('never do anything but unpack or refuse, whatever the bytes', () => {
    const packed = packFacts(samples[2] as Facts);
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.nat(255), (at, value) => {
        const changed = Uint8Array.from(packed);
        changed[at] = value;
        try {
          unpackFacts(changed);
        } catch (error) {
          assert.ok(error instanceof Failure);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('mergeFacts()', () => {
  it('adds up: records counted in any parts and order give the facts of the whole', () => {
    const records = sampleRecords('nsg-v2', { minutes: 8, tuplesPerMinute: 12 });
    const whole = canonicalFacts(factsOf(records));
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: records.length, maxLength: records.length }), fc.boolean(), (parts, packs) => {
        const facts = [3, 1, 0, 2].map((part) => factsOf(records.filter((_, i) => parts[i] === part)));
        assert.deepEqual(canonicalFacts(mergeFacts(packs ? facts.map((one) => unpackFacts(packFacts(one))) : facts)), whole);
      }),
      { numRuns: 60 },
    );
  });
});
