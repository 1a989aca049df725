import * as v from 'valibot';
import { wholeNumber } from './number-schema.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const messages = wholeNumber(0, 1000, 'messages');

/** How many new messages a day and channel. */
export const budget = v.strictObject(
  {
    perDay: v.pipe(v.optional(messages, 5), v.description('New messages a day and channel; what is over goes to the digest.')),
    targeted: v.pipe(v.optional(messages, 4), v.description('Of these at most so many about someone who aims at you.')),
    low: v.pipe(v.optional(messages, 3), v.description('Low severity only while fewer than so many were told.')),
  },
  'the budget: perDay, targeted, low',
);

const zoneExpected = 'a time zone by its IANA name, as in Europe/Berlin or UTC';

/** Offsets such as `+02:00`, which know no summer time, are valid to `Intl` too. */
function isTimeZone(written: string): boolean {
  if (!/^[A-Za-z]/.test(written)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: written });
    return true;
  } catch {
    return false;
  }
}

/** When the digest comes. */
export const digest = v.strictObject(
  {
    hour: v.pipe(v.optional(wholeNumber(0, 23, 'hours'), 8), v.description('Hour of the day at which it comes, 0 to 23.')),
    timeZone: v.pipe(
      v.optional(v.pipe(v.string(zoneExpected), v.check(isTimeZone, zoneExpected)), 'UTC'),
      v.description('IANA name of the time zone of that hour; a day of the budget is a day there.'),
    ),
  },
  'the digest settings: hour, timeZone',
);
