import type { Stage } from './actors.ts';
import { type Cast, createCast } from './cast.ts';
import { createNetwork, type SimulatedTarget } from './network.ts';
import { publicAddresses } from './public-addresses.ts';
import { createRandom, type Random } from './random.ts';

export interface InternetOptions {
  readonly seed: number;
  /** The first live minute, ms; a full hour, so that what was before it are whole hours. */
  readonly originMs: number;
  /** Whether a public address is in use, so that sources have countries. */
  readonly isAllocated: (address: string) => boolean;
}

/** What is the same in the past and in the live minutes: the network, who comes again, and which door stands open. */
export interface World {
  readonly seed: number;
  readonly originMs: number;
  readonly targets: Stage['targets'];
  readonly cast: Cast;
  named(name: string): SimulatedTarget;
  /** Makes stages whose chance, and whose new addresses, come from `random` alone. */
  stages(random: Random): () => Stage;
}

/** The same options give the same world. */
export function createWorld({ seed, originMs, isAllocated }: InternetOptions): World {
  const network = createNetwork(createRandom(seed).fork());
  const named = (name: string): SimulatedTarget => {
    const found = network.find((target) => target.name === name);
    if (found === undefined) throw new Error(`The simulated network has no ${name}.`);
    return found;
  };
  const targets: Stage['targets'] = [named('vm-web1'), ...network.slice(1)];
  const random = createRandom(seed + 1);
  const cast = createCast(targets, named, random.fork(), publicAddresses(random.fork(), isAllocated), originMs);
  const doors = [cast.openDoor, cast.openedDoor];
  const ruleForAll: Stage['ruleForAll'] = (target, port, atMs) =>
    doors.find((door) => target === door.target && port === door.port && atMs >= door.sinceMs)?.rule ?? null;
  return {
    seed,
    originMs,
    targets,
    cast,
    named,
    stages(chance) {
      const newAddress = publicAddresses(chance.fork(), isAllocated);
      return () => ({ random: chance.fork(), targets, newAddress, ruleForAll });
    },
  };
}
