import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayAsked, linksBeside } from '../../src/functions/report-address.ts';
import { makeDigest } from '../support/make-digest.ts';

const nowMs = Date.UTC(2026, 10, 21, 23, 30);
const { day } = makeDigest();
const at = (path: string): URL => new URL(path, 'https://knockwatch.example');

describe('dayAsked()', () => {
  it('takes the newest whole day by the clocks of the time zone where none is asked for', () => {
    assert.equal(dayAsked(undefined, nowMs, 'UTC'), '2026-11-20');
    assert.equal(dayAsked(undefined, nowMs, 'Europe/Berlin'), '2026-11-21');
    assert.equal(dayAsked('today', nowMs, 'Europe/Berlin'), '2026-11-22');
  });

  it('takes days of the calendar and nothing else', () => {
    assert.equal(dayAsked('2028-02-29', nowMs, 'UTC'), '2028-02-29');
    for (const asked of ['2026-02-29', '2026-13-01', '20261121', '2026-11-21x', '../x', ''])
      assert.equal(dayAsked(asked, nowMs, 'UTC'), null, asked);
  });
});

describe('linksBeside()', () => {
  it('lead from the day, from today and from the bare address', () => {
    const links = { previous: '/api/report/2026-11-20', next: '/api/report/2026-11-22' };
    for (const path of ['/api/report/2026-11-21', '/api/report/today', '/api/report', '/api/report/'])
      assert.deepEqual(linksBeside(at(path), day), links);
  });

  it('lead nowhere from the day that runs to the next', () => {
    assert.equal(linksBeside(at('/api/report'), { ...day, madeAtMs: day.toMs - 1 }).next, null);
  });

  it('never carry a key', () => {
    assert.deepEqual(linksBeside(at('/api/report?code=secret'), day), { previous: null, next: null });
  });
});
