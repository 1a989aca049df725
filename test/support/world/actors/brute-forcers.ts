import type { Random } from '../../../../src/local/simulate/random.ts';
import { chanceOf, timesOf } from '../chance.ts';
import type { Actor } from '../knock.ts';
import type { Network } from '../network.ts';
import { crowdAddress } from '../sources.ts';

const ssh = 22;

/** Walkers at any time, and for how many days each goes on. */
const walkers = 6;
const walkerDays = 3;
const walkerPorts = [ssh, 3389, 23, 445, ssh, 1433] as const;

/** By range: walks over all targets every few hours; a few tries where nobody answers, many at an open door. */
export function makeWalkers(seed: number, network: Network): Actor {
  return ({ index, day }, knock) => {
    for (let number = 0; number < walkers; number++) {
      const since = Math.floor((day + number) / walkerDays);
      const life = chanceOf(seed, 'walker', number, since);
      const source = crowdAddress(life);
      const [port, everyHours] = [walkerPorts[number] ?? ssh, life.between(1, 4)];
      if (index % everyHours !== 0) continue;
      const random = chanceOf(seed, 'walk', number, index);
      for (let place = 0; place < network.places; place++) {
        const flows = isKnownOpen(network, place, port) ? random.between(30, 150) : random.between(2, 6);
        knock(Math.floor((place * 60) / network.places), source, place, port, flows);
      }
    }
  };
}

/** Those with a list at any time, and for how many days each goes on. */
const listers = 4;
const listerDays = 7;
const listerPorts = [ssh, ssh, 3389, 3389] as const;

/** By list: all our addresses stand in it; hundreds of tries a day where the port is open, one or two where it is not. */
export function makeListers(seed: number, network: Network): Actor {
  return ({ index, day }, knock) => {
    for (let number = 0; number < listers; number++) {
      const source = crowdAddress(chanceOf(seed, 'lister', number, Math.floor((day + 2 * number) / listerDays)));
      const port = listerPorts[number] ?? ssh;
      const random = chanceOf(seed, 'list', number, index);
      for (let place = 0; place < network.places; place++) {
        const flows = timesOf(random, isKnownOpen(network, place, port) ? 12 : 1.5 / 24);
        if (flows > 0) knock(random.between(0, 59), source, place, port, flows);
      }
    }
  };
}

function isKnownOpen(network: Network, place: number, port: number): boolean {
  return port === ssh && place === network.jumpHost;
}

/** Days of one target until the next list that is out of date has its address. */
const targetDaysEach = 120;
const longestDays = 4;
const stalePorts = [ssh, 3389, 3306, 1433, 445] as const;

/**
 * Lists that are out of date: the port of one target stands in it, because someone else had the address before. From one to four days,
 * 60 to 300 tries a day. They are aimed at one target, as far as anyone can tell.
 */
export function makeStaleListers(seed: number, network: Network): Actor {
  return ({ day, hourOfDay }, knock) => {
    for (let place = 0; place < network.places; place++) {
      const longest = network.steady.includes(place) ? longestDays : 1;
      for (let age = 0; age < longest; age++) {
        const random = chanceOf(seed, 'stale', place, day - age);
        if (random.chance(1 / targetDaysEach)) goThrough(random, age, hourOfDay, place, knock);
      }
    }
  };
}

function goThrough(random: Random, age: number, hourOfDay: number, place: number, knock: Parameters<Actor>[1]): void {
  const [days, perDay, hours] = [random.between(1, longestDays), random.between(60, 300), random.between(10, 24)];
  const [source, port] = [crowdAddress(random), random.pick(stalePorts)];
  if (age >= days || hourOfDay >= hours) return;
  for (let left = Math.round(perDay / hours); left > 0; left--) knock(Math.floor(random.next() * 60), source, place, port, 1);
}
