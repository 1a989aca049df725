/** Who knocks: mass scanners that stay for weeks, bots that pass once, a few that keep at one target, and people who may come in. */
import { seededRandom } from '../../support/sample-log.ts';

/** A source with the ports it knocks on, each with its protocol. */
export interface Source {
  readonly address: string;
  readonly country: string;
  readonly doors: readonly Door[];
}

export interface Door {
  readonly port: number;
  readonly protocol: number;
}

type Random = () => number;

const tcp = (port: number): Door => ({ port, protocol: 6 });
const udp = (port: number): Door => ({ port, protocol: 17 });

/** Telnet first, as elsewhere; most of the rest is watched too. */
const commonDoors: readonly (readonly [Door, number])[] = [
  [tcp(23), 30],
  [tcp(22), 12],
  [tcp(3389), 10],
  [tcp(445), 8],
  [tcp(8080), 6],
  [tcp(80), 5],
  [tcp(443), 5],
  [tcp(2323), 4],
  [tcp(6379), 3],
  [tcp(5555), 3],
  [tcp(1433), 3],
  [tcp(3306), 2],
  [tcp(5432), 2],
  [tcp(5900), 2],
  [udp(5060), 2],
  [udp(123), 1],
  [tcp(9200), 1],
  [tcp(27017), 1],
];
const totalWeight = commonDoors.reduce((sum, [, weight]) => sum + weight, 0);

function commonDoor(random: Random): Door {
  let left = random() * totalWeight;
  for (const [door, weight] of commonDoors) {
    left -= weight;
    if (left < 0) return door;
  }
  return tcp(23);
}

/** Numbers that depend on a few others alone. */
export const randomOf = (...seeds: readonly number[]): Random =>
  seededRandom(seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) ^ (mixed >>> 13), 0x51ed270b));

const blocks = 3000;
const countries = 110;
const reserved = new Set([10, 100, 127, 169, 172, 192, 198, 203]);

/** Addresses lie in few networks: some thousand blocks of which a few hold most; one in fifty is IPv6. */
function placeOfSource(random: Random): Pick<Source, 'address' | 'country'> {
  const block = Math.floor(blocks * random() ** 2);
  const country = countryOf(Math.floor(countries * ((block * 0.618) % 1) ** 2));
  if (random() < 0.02) {
    const group = (): string => Math.floor(random() * 65_536).toString(16);
    return {
      address: `2a${(block % 16).toString(16)}${block % 10}:${(1 + block).toString(16)}:${group()}:${group()}::/64`,
      country,
    };
  }
  const first = 1 + ((block * 37) % 222);
  const public_ = reserved.has(first) ? first + 1 : first;
  return { address: `${public_}.${(block * 91) % 256}.${Math.floor(256 * random())}.${Math.floor(256 * random())}`, country };
}

const countryOf = (index: number): string =>
  String.fromCharCode(65 + (Math.floor(index / 11) % 26)) + String.fromCharCode(65 + ((index * 7) % 26));

const kindSeed = { scanner: 1, bot: 2, attacker: 3, guest: 4 };

/** One in two keeps to up to three ports; the others try all there are. */
export function scannerOf(index: number): Source {
  const random = randomOf(kindSeed.scanner, index);
  const place = placeOfSource(random);
  const doors = index % 2 === 0 ? Array.from({ length: 1 + (index % 3) }, () => commonDoor(random)) : wideDoors(random);
  return { ...place, doors };
}

const wideDoors = (random: Random): readonly Door[] =>
  Array.from({ length: 400 }, (_, i) => (i < 100 ? commonDoor(random) : tcp(1 + Math.floor(65_535 * random() ** 3))));

/** A bot that began to knock in an hour. */
export function botOf(hourNumber: number, index: number): Source {
  const random = randomOf(kindSeed.bot, hourNumber, index);
  return { ...placeOfSource(random), doors: [random() < 0.4 ? tcp(23) : commonDoor(random)] };
}

/** Hours for which a bot knocks. */
export const hoursOfBot = (index: number): number => (index % 8 === 0 ? 4 : index % 3 === 0 ? 2 : 1);

/** One that keeps at one to three targets for a part of a day. */
export function attackerOf(dayNumber: number, index: number): Source {
  const random = randomOf(kindSeed.attacker, dayNumber, index);
  return { ...placeOfSource(random), doors: [tcp([22, 3389, 1433, 5900][index % 4] ?? 22)] };
}

/** One who is let in, always the same. */
export function guestOf(index: number): Source {
  return { ...placeOfSource(randomOf(kindSeed.guest, index)), doors: [tcp(index % 2 === 0 ? 22 : 3389)] };
}
