import { chanceOf, timesOf } from '../chance.ts';
import type { Actor } from '../knock.ts';
import { pickUnwatchedPort, portShares } from '../port-mix.ts';
import { crowdPrefix } from '../sources.ts';

const fleets = 3;
/** Each over so many /24s, with so many hosts in each. */
const prefixes = 8;
const hosts = 12;
/** Knocks of one fleet at one target in a day. */
const perTargetDay = 130;

/** Fleets that scan for research: every host at every port of every target in turn, as chance deals the tasks out. */
export function makeResearchFleets(seed: number, places: number, volume: number): Actor {
  return ({ index }, knock) => {
    for (let fleet = 0; fleet < fleets; fleet++) {
      const random = chanceOf(seed, 'fleet', fleet, index);
      for (let place = 0; place < places; place++) {
        for (let left = timesOf(random, (perTargetDay * volume) / 24); left > 0; left--) {
          const [watched] = random.pick(asPair(portShares));
          const port = random.chance(0.5) ? watched : pickUnwatchedPort(random);
          knock(random.between(0, 59), hostOf(seed, fleet, random.between(0, prefixes * hosts - 1)), place, port, 1);
        }
      }
    }
  };
}

function hostOf(seed: number, fleet: number, host: number): string {
  const prefix = crowdPrefix(chanceOf(seed, 'fleet prefix', fleet, Math.floor(host / hosts)));
  return `${prefix}.${10 + (host % hosts)}`;
}

function asPair<T>(items: readonly T[]): readonly [T, ...T[]] {
  const [first, ...others] = items;
  if (first === undefined) throw new RangeError('Cannot pick from an empty list');
  return [first, ...others];
}
