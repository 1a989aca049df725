import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  clockHourOf,
  clockHourStart,
  daysAfter,
  localDay,
  localDayOf,
  localHourOf,
  localTimeOf,
} from '../../src/digest/local-day.ts';
import { plainHours } from '../support/plain-digest.ts';

const hourMs = 3_600_000;
/** Ahead and behind, off by half and by three quarters of an hour, with clocks that change by an hour, by half of one, and at midnight. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Etc/GMT+12',
] as const;
const zone = fc.constantFrom(...zones);
const anyDay = fc
  .integer({ min: Date.parse('2015-01-01') / 86_400_000, max: Date.parse('2040-12-31') / 86_400_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

describe('localDay()', () => {
  it('gives every clock hour to the day in which it begins by the clocks of the zone, and to no other', () => {
    fc.assert(
      fc.property(zone, anyDay, (timeZone, day) => {
        const { hours, fromMs, toMs } = localDay(day, timeZone);
        assert.deepEqual(hours, plainHours(day, timeZone));
        assert.equal(fromMs, clockHourStart(hours[0] ?? ''));
        assert.equal(toMs, clockHourStart(hours.at(-1) ?? '') + hourMs);
      }),
      { numRuns: 60 },
    );
  });

  it('makes days that follow each other without a gap, of 23, 24 or 25 hours', () => {
    fc.assert(
      fc.property(zone, anyDay, (timeZone, day) => {
        const [one, next] = [localDay(day, timeZone), localDay(daysAfter(day, 1), timeZone)];
        assert.equal(one.toMs, next.fromMs);
        assert.ok(one.hours.length >= 23 && one.hours.length <= 25, `${day} ${timeZone}: ${one.hours.length} hours`);
      }),
    );
  });

  it('contains every time of which the calendar of the zone says so, whole hours taken together', () => {
    fc.assert(
      fc.property(zone, fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2040, 0) }), (timeZone, ms) => {
        const start = Math.floor(ms / hourMs) * hourMs;
        assert.ok(localDay(localDayOf(start, timeZone), timeZone).hours.includes(clockHourOf(ms)));
      }),
    );
  });

  const lengths = [
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/Havana', '2026-03-08', 23],
    ['Asia/Kolkata', '2026-10-25', 24],
    // Clocks go back by half an hour in April: 24.5 hours, of which the half goes to the day after.
    ['Australia/Lord_Howe', '2026-04-05', 25],
    // Samoa crossed the date line and had no such day.
    ['Pacific/Apia', '2011-12-30', 0],
  ] as const;
  for (const [timeZone, day, hours] of lengths) {
    it(`has ${hours} hours on ${day} in ${timeZone}`, () => assert.equal(localDay(day, timeZone).hours.length, hours));
  }

  it('begins with the first whole hour of UTC where clocks are off by half an hour', () => {
    const { fromMs, hours } = localDay('2026-11-21', 'Asia/Kolkata');
    // Midnight there is 18:30 UTC: the hour from 18:00 begins at 23:30 of the day before.
    assert.deepEqual([new Date(fromMs).toISOString(), hours[0]], ['2026-11-20T19:00:00.000Z', '2026112019']);
    assert.equal(localTimeOf(fromMs, 'Asia/Kolkata'), '00:30');
  });

  it('is empty, at the beginning of the next day, where clocks skipped it', () => {
    const { fromMs, toMs } = localDay('2011-12-30', 'Pacific/Apia');
    assert.deepEqual(
      [fromMs, toMs],
      [localDay('2011-12-31', 'Pacific/Apia').fromMs, localDay('2011-12-31', 'Pacific/Apia').fromMs],
    );
  });
});

describe('daysAfter()', () => {
  it('goes by the calendar', () => {
    assert.deepEqual(
      [daysAfter('2028-02-28', 1), daysAfter('2026-03-01', -1), daysAfter('2026-12-31', 1)],
      ['2028-02-29', '2026-02-28', '2027-01-01'],
    );
  });
});

describe('localHourOf()', () => {
  it('shows the hour that repeats twice, and never 24', () => {
    const midnight = Date.parse('2026-10-24T22:00:00Z');
    const hours = Array.from({ length: 5 }, (_, i) => localHourOf(midnight + i * hourMs, 'Europe/Berlin'));
    assert.deepEqual(hours, [0, 1, 2, 2, 3]);
  });
});
