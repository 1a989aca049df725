import { createRandom, type Random } from '../../../src/local/simulate/random.ts';

/**
 * Chance of its own for a part of the world, told by its name and numbers (an hour, a day, a place): the parts do not disturb each other,
 * so that something added changes nothing else.
 */
export function chanceOf(seed: number, name: string, ...numbers: readonly number[]): Random {
  let hash = Math.imul(seed + 1, 0x9e3779b1);
  const add = (value: number): void => {
    hash = Math.imul(hash ^ value ^ (hash >>> 15), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  };
  for (const character of name) add(character.charCodeAt(0));
  for (const number of numbers) add(number + 0x1000);
  return createRandom(hash ^ (hash >>> 16));
}

/** How often something happens that happens `mean` times on average, also for means in the thousands. */
export function timesOf(random: Random, mean: number): number {
  if (mean <= 0) return 0;
  return mean < 30 ? random.times(mean) : Math.max(0, Math.round(mean + Math.sqrt(mean) * gauss(random)));
}

/** A factor around 1 whose logarithm is normal: 0.3 is lively, 1 is wild. */
export function factorOf(random: Random, spread: number): number {
  return Math.exp(spread * gauss(random) - (spread * spread) / 2);
}

/** So many different items of a list, in an order of chance. */
export function sample<T>(random: Random, items: readonly T[], count: number): T[] {
  const rest = [...items];
  return Array.from({ length: Math.min(count, items.length) }, () => rest.splice(random.between(0, rest.length - 1), 1)).flat();
}

/** Box and Muller's method: mean 0, deviation 1. */
function gauss(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
