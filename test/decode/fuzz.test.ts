/** Damaged logs, each made from a seed: nothing throws or hangs, and no whole record is lost. `npm run bench -- --proofs` decodes a million. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeText } from '../support/decode-text.ts';
import { failureText, fuzzDecoder, generatedSeeds } from '../support/fuzz-decoder.ts';
import { blobOf, logFormats, sampleRecords } from '../support/sample-log.ts';

const inputs = 4000;
/** Seeds of inputs in which something was lost once. */
const lostOnce = [5055, 5462];

describe('decoding damaged logs', () => {
  it('loses no whole record and takes no time', { timeout: 60_000 }, (t) => {
    const seeds = generatedSeeds();
    const outcomes = [fuzzDecoder(seeds, inputs, 1), ...lostOnce.map((seed) => fuzzDecoder(seeds, 1, seed))];
    assert.deepEqual(outcomes.flatMap(({ failures }) => failures).map(failureText), []);
    const [{ intact, slowestMs } = { intact: 0, slowestMs: 0 }] = outcomes;
    assert.ok(intact > inputs, 'most inputs keep whole records');
    // An input has a few kilobytes: a millisecond, and much for a busy machine.
    assert.ok(slowestMs < 2000, `an input took ${slowestMs} ms`);
    t.diagnostic(`${inputs} inputs with ${intact} whole records`);
  });

  for (const format of logFormats) {
    it(`keeps the records that stand in what is left of a ${format} record`, () => {
      const records = sampleRecords(format, { minutes: 3, tuplesPerMinute: 4 });
      const [first = '', ...others] = records;
      const torn = first.slice(0, first.indexOf('"flows":[') + '"flows":['.length);
      const kept = decodeText(`{"records":[${torn}${others.join(',')}]}}]}`);
      assert.deepEqual(kept.flows, decodeText(blobOf(others)).flows);
      assert.equal(kept.rejections.length, 1);
    });
  }
});
