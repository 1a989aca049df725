import { parseArgs } from 'node:util';
import { type Variant, variants } from '../../support/world/network.ts';
import type { WorldOptions } from '../../support/world/simulate-world.ts';
import { missedAims } from './expectations.ts';
import { reportText } from './report.ts';
import { runWorld, type WorldOutcome } from './run-world.ts';

const help = `How many messages a made-up internet causes, and what of the things put into it is found.

  npm run bench:signal -- [OPTIONS]

  --sizes 1,2,3     numbers of targets (1,2,3,5,12,40,300)
  --variants a,b    of ${variants.join(', ')} (all: with 3 targets; else plain)
  --seeds 1,2       one world each (1)
  --days 28         days, of which 14 are for learning; at least 21 (21)
  --volume 0.5      share of the crowd's full volume (1 up to 12 targets, 0.3 up to 40, 0.1 above)
  --full            all of them, all variants, three seeds, 28 days: about an hour
  --json            the outcomes as JSON
  --help            this`;

const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    variants: { type: 'string' },
    seeds: { type: 'string' },
    days: { type: 'string' },
    volume: { type: 'string' },
    full: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const learnDays = 14;
const numbers = (text: string): number[] => text.split(',').map(Number);
const wanted = {
  sizes: numbers(values.sizes ?? '1,2,3,5,12,40,300'),
  seeds: numbers(values.seeds ?? (values.full ? '1,2,3' : '1')),
  days: Number(values.days ?? (values.full ? 28 : 21)),
};

/** Of many targets a part of the crowd is enough: it grows with their number. */
function volumeOf(targets: number): number {
  if (values.volume !== undefined) return Number(values.volume);
  if (targets <= 12) return 1;
  return targets <= 40 ? 0.3 : 0.1;
}

function variantsOf(targets: number): readonly Variant[] {
  if (values.variants !== undefined) return variants.filter((variant) => values.variants?.split(',').includes(variant));
  return values.full || targets === 3 ? variants : ['plain'];
}

function worlds(): WorldOptions[] {
  return wanted.sizes.flatMap((targets) =>
    variantsOf(targets).flatMap((variant) =>
      wanted.seeds.map((seed) => ({ seed, targets, variant, days: wanted.days, learnDays, volume: volumeOf(targets) })),
    ),
  );
}

/** Says on standard error how far it is, then gives all. */
function runAll(): WorldOutcome[] {
  return worlds().map((options, i, { length }) => {
    const outcome = runWorld(options);
    const missed = missedAims([outcome]).length;
    console.error(
      `${i + 1}/${length} ${options.targets} targets, ${options.variant}, seed ${options.seed}: ${outcome.seconds.toFixed(0)} s${missed > 0 ? `, ${missed} aims missed` : ''}`,
    );
    return outcome;
  });
}

if (values.help) console.log(help);
else {
  if (wanted.days < learnDays + 7) throw new RangeError(`--days is ${wanted.days}, expected ${learnDays + 7} or more`);
  const outcomes = runAll();
  console.log(values.json ? JSON.stringify(outcomes.map(readable)) : reportText(outcomes));
}

/** What of an outcome JSON can say. */
function readable({ messages, ...outcome }: WorldOutcome): unknown {
  const told = messages.map(({ injected, tells, ...message }) => {
    return { ...message, injected: injected.map(({ kind }) => kind), tells: tells.map(({ kind }) => kind) };
  });
  return { ...outcome, messages: told };
}
