import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextOccurrence } from '../../../src/local/host/next-occurrence.ts';

const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`);

const cases = [
  { schedule: '0 * * * * *', after: '10:00:00.000', next: '10:01:00' },
  { schedule: '0 * * * * *', after: '10:00:59.999', next: '10:01:00' },
  { schedule: '0 */5 * * * *', after: '10:04:59.000', next: '10:05:00' },
  { schedule: '0 */5 * * * *', after: '10:05:00.000', next: '10:10:00' },
  { schedule: '30 15 9,18 * * *', after: '10:00:00.000', next: '18:15:30' },
] as const;

for (const { schedule, after, next } of cases) {
  test(`nextOccurrence() of "${schedule}" after ${after} is ${next}`, () => {
    assert.equal(nextOccurrence(schedule, at(after)), at(next));
  });
}

test('nextOccurrence() finds a day of the week', () => {
  // 2026-11-21 is a Saturday; 1 is Monday.
  assert.equal(nextOccurrence('0 0 6 * * 1', at('10:00:00')), Date.parse('2026-11-23T06:00:00Z'));
});

test('nextOccurrence() throws for what is no schedule', () => {
  assert.throws(() => nextOccurrence('* * * * *', 0), /has 5 fields, expected 6/);
  assert.throws(() => nextOccurrence('0 x * * * *', 0), /cannot be read: 'x'/);
  assert.throws(() => nextOccurrence('0 0 0 31 2 *', 0), /names no time/);
});
