import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastRecord } from '../../src/read/last-record.ts';
import { blobOf, logFormats, sampleHourStartMs, sampleRecords } from '../support/sample-log.ts';

describe('lastRecord()', () => {
  const versions = { 'nsg-v1': 1, 'nsg-v2': 2, 'vnet-v4': 4 };
  for (const format of logFormats) {
    it(`tells time and version of the last record of ${format}, from the middle of another on`, () => {
      const blob = blobOf(sampleRecords(format, { minutes: 6, tuplesPerMinute: 10 }));
      const expected = { timeMs: sampleHourStartMs + 5 * 60_000 + 37_000, version: versions[format] };
      assert.deepEqual(lastRecord(blob), expected);
      assert.deepEqual(lastRecord(blob.subarray(200)), expected);
    });
  }

  it('is null where no record begins', () => {
    for (const text of ['', '{"records":[', '"time":"long ago"']) assert.equal(lastRecord(Buffer.from(text)), null, text);
  });
});
