/** Damage that once cost more than the damaged bytes: each was found by a fuzzer or a reviewer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeText } from '../support/decode-text.ts';
import { blobOf, sampleRecords } from '../support/sample-log.ts';

const records = sampleRecords('vnet-v4', { minutes: 10, tuplesPerMinute: 5 });
const whole = decodeText(blobOf(records)).flows;

describe('decode keeps what stands in or behind damage', () => {
  for (const opener of ['{"recordS":[', '{"count":3,"records":[', '{"records" :{"a":[']) {
    it(`records in a list that is not ours: ${opener}`, () => {
      const { flows, rejections } = decodeText(`${opener}${records.join(',')}]}`);
      assert.deepEqual(flows, whole);
      assert.ok(rejections.length > 0);
    });
  }

  it('a record cut behind a tuple does not hold back those that follow until the hour is over', () => {
    const cut = (records[2] ?? '').slice(0, (records[2] ?? '').indexOf('","', 400) + 1);
    const { flows, result } = decodeText(`{"records":[${records.slice(0, 2).join(',')},${cut},${records.slice(3).join(',')}]}`, {
      atEnd: false,
    });
    assert.equal(flows.length, whole.length - decodeText(records[2] ?? '').flows.length);
    assert.equal(result.unfinishedBytes, 0);
  });

  it('a control character in the encryption field breaks the record wherever its bytes end', () => {
    const text = blobOf(records).toString().replace(',NX,', ',N\u0001,');
    const bytes = Buffer.from(text);
    const far = decodeText(bytes);
    const near = decodeText(bytes.subarray(0, text.indexOf('\u0001') + 100), { atEnd: false });
    assert.equal(far.rejections[0]?.reason, 'malformed-record');
    assert.equal(near.flows.length, 0);
  });

  it('unbalanced brackets cost one look at each byte, not one at each rejection, and so do not hang', { timeout: 60_000 }, () => {
    const pieces = '{[,{"category":0}'.repeat(4000);
    const { rejections } = decodeText(pieces);
    assert.ok(rejections.length > 1000);
  });
});
