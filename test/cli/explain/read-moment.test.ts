import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMoment } from '../../../src/cli/explain/read-moment.ts';

test('readMoment() reads days, minutes and seconds in UTC; a day stands for its end', () => {
  assert.equal(readMoment('2026-11-21'), Date.parse('2026-11-21T23:59:59Z'));
  assert.equal(readMoment('2026-11-21 10:05'), Date.parse('2026-11-21T10:05:00Z'));
  assert.equal(readMoment('2026-11-21T10:05:30Z'), Date.parse('2026-11-21T10:05:30Z'));
});

test('readMoment() refuses what is none', () => {
  for (const typed of ['', 'now', '2026-02-30', '2026-11-21 25:00', '21.11.2026', '2026-11-21T10:05+01:00']) {
    assert.throws(
      () => readMoment(typed),
      { code: 'settings-invalid', message: /is no moment, expected one such as 2026-11-21 / },
      typed,
    );
  }
});
