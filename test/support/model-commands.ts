import fc from 'fast-check';
import {
  type Deed,
  grow,
  lose,
  type ModelCommand,
  perform,
  performAtOnce,
  type Rewrite,
  remove,
  replay,
  rewrite,
  upgrade,
  type Where,
  wait,
} from './model-deeds.ts';
import { modelStreams, type RecordKind, type RecordPlan } from './model-records.ts';
import { sampleRef } from './sample-log.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const tuple = fc.constantFrom('20.9.8.7 23 D', '21.9.8.7 3389 D', '45.1.2.3 3389 A', '45.1.2.3 22 B', '46.1.1.1 445 S');
const kind = fc.constantFrom<RecordKind>('sound', 'sound', 'sound', 'v1', 'newer', 'bad-tuple', 'malformed');
const plan: fc.Arbitrary<RecordPlan> = fc.record({
  kind,
  gap: fc.nat({ max: 4 }),
  tuples: fc.array(tuple, { minLength: 1, maxLength: 3 }),
});
const plans = fc.array(plan, { minLength: 1, maxLength: 4 });
const events = fc.nat({ max: 2 });
const where: fc.Arbitrary<Where> = fc.record({
  known: fc.option(fc.nat({ max: 20 }), { freq: 4 }),
  hoursAgo: fc.constantFrom(0, 0, 1, 2, 3, 4, 26, 50, 170, 300),
  stream: fc.nat({ max: modelStreams.length - 1 }),
});
const deed: fc.Arbitrary<Deed> = fc.tuple(fc.constantFrom<Deed[0]>('event', 'event', 'sweep', 'sweep', 'rollUp', 'purge'), where);
const meanwhile = fc.option(fc.tuple(where, plans));

const growing = fc.tuple(where, plans, events).map((parts) => grow(...parts));
const rewriting = fc
  .tuple(where, fc.constantFrom<Rewrite>('shorter', 'other', 'later', 'empty'), plans, events)
  .map((parts) => rewrite(...parts));
const performingAtOnce = fc
  .tuple(fc.array(deed, { minLength: 2, maxLength: 4 }), fc.nat(), meanwhile)
  .map((parts) => performAtOnce(...parts));
const waiting = fc
  .oneof(
    fc.integer({ min: 1, max: 59 }).map((minutes) => minutes * minuteMs),
    fc.integer({ min: 1, max: 23 }).map((hours) => hours * hourMs),
    fc.integer({ min: 1, max: 18 }).map((days) => days * 24 * hourMs),
  )
  .map(wait);

/** The name of the sweep's row of the samples' account. */
export const sweepRowName: string = `sweep:${sampleRef('nsg-v2').account}`;
const rows = [
  sweepRowName,
  sweepRowName.replace('sweep', 'backfill'),
  'purgedThrough',
  'installation',
  'late',
  'evaluated',
  'swept',
];

/** Sequences of what can happen to the product. */
export const modelCommands: fc.Arbitrary<Iterable<ModelCommand>> = fc.commands(
  [
    growing,
    growing,
    growing,
    rewriting,
    where.map(remove),
    deed.map(perform),
    deed.map(perform),
    performingAtOnce,
    fc.nat({ max: 2 }).map(replay),
    fc.constant(upgrade),
    waiting,
    waiting,
    fc.constantFrom(...rows).map(lose),
  ],
  { maxCommands: 24, size: 'max' },
);
