import * as v from 'valibot';
import { numberFrom, wholeNumber } from './number-schema.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const denials = wholeNumber(1, 1_000_000, 'denials');

/** From which values on a breakthrough speaks. */
export const breakthrough = v.strictObject(
  {
    denials: v.pipe(
      v.optional(denials, 3),
      v.description('Denials on one watched port from which on a let-in that follows is a breakthrough.'),
    ),
    criticalDenials: v.pipe(
      v.optional(denials, 20),
      v.description('Denials from which on it is critical, unless it is known that nothing answered.'),
    ),
  },
  'the bounds of breakthrough: denials, criticalDenials',
);

/** From which values on an expected source counts as locked out. */
export const lockedOut = v.strictObject(
  {
    denials: v.pipe(v.optional(denials, 3), v.description('Denials of an expected source from which on it is told.')),
  },
  'the bounds of locked-out: denials',
);

/** From which values on the crowd on a port has changed. */
export const campaign = v.strictObject(
  {
    times: v.pipe(
      v.optional(numberFrom(1, 1000, 'a number'), 3),
      v.description('How many times the usual (the median of that time of day) the crowd must be.'),
    ),
    prefixes: v.pipe(
      v.optional(wholeNumber(1, 1_000_000, 'prefixes'), 20),
      v.description('How many networks (IPv4 /24, IPv6 /48) an hour it must be at least.'),
    ),
  },
  'the bounds of campaign: times, prefixes',
);

const score = numberFrom(0, 100, 'a score');

/** From which scores on someone aims at you. */
export const targeted = v.pipe(
  v.strictObject(
    {
      low: v.pipe(v.optional(score, 45), v.description('Score from which on it is told, with severity low.')),
      medium: v.pipe(v.optional(score, 60), v.description('Score from which on it is medium.')),
      high: v.pipe(v.optional(score, 80), v.description('Score from which on it is high.')),
    },
    'the bounds of targeted: low, medium, high',
  ),
  v.check(
    ({ low, medium, high }) => low <= medium && medium <= high,
    ({ input: { low, medium, high } }) => `scores that rise, but low is ${low}, medium ${medium} and high ${high}`,
  ),
);
