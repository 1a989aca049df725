import { chanceOf, factorOf, timesOf } from '../chance.ts';
import type { Actor } from '../knock.ts';
import { pickPort } from '../port-mix.ts';
import { crowdAddress } from '../sources.ts';

/** Bots that come by one target in a day. */
const perTargetDay = 1_500;

/**
 * The crowd: infected devices that knock at addresses of chance, each at one target, once, or a few times when nobody answers. A few try
 * a list of passwords all the same.
 */
export function makeBots(seed: number, places: number, volume: number): Actor {
  return ({ index, hourOfDay }, knock) => {
    const random = chanceOf(seed, 'bots', index);
    const mean = ((perTargetDay * volume) / 24) * timeOfDay(hourOfDay) * factorOf(random, 0.12);
    for (let place = 0; place < places; place++) {
      for (let left = timesOf(random, mean); left > 0; left--) {
        knock(random.between(0, 59), crowdAddress(random), place, pickPort(random), touches(random.next()));
      }
    }
  };
}

/** More devices are switched on in some hours than in others. */
const timeOfDay = (hourOfDay: number): number => 1 + 0.2 * Math.sin((hourOfDay / 24) * 2 * Math.PI);

function touches(chance: number): number {
  if (chance < 0.78) return 1;
  if (chance < 0.98) return 2 + Math.floor((chance - 0.78) * 10);
  return 5 + Math.floor((chance - 0.98) * 1_000);
}
