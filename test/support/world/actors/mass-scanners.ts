import type { Random } from '../../../../src/local/simulate/random.ts';
import { chanceOf, sample, timesOf } from '../chance.ts';
import type { Actor, Knock } from '../knock.ts';
import { pickUnwatchedPort, portShares, unwatchedShare } from '../port-mix.ts';
import { crowdPrefix } from '../sources.ts';

/** Knocks that one target gets from all of them in a day, how many there are, and how steeply the busiest stand out. */
const perTargetDay = 10_500;
const population = 120;
const steepness = 1.3;
/** Of them so many are replaced in a day: the same work from a new address. */
const replacedADay = 0.04;
/** So many in a row share a /24, but every third stands alone. */
const neighbours = 6;

interface Scanner {
  readonly number: number;
  readonly port: number;
  /** Knocks a target and day. */
  readonly rate: number;
}

/**
 * Scanners that sweep all targets without end, each with one port; one percent of all sources, they send most of what is sent. Half of them
 * are always at it, the others a few hours a day.
 */
export function makeMassScanners(seed: number, places: number, volume: number): Actor {
  const scanners = staff(seed, volume);
  const sourcesOfDay = rememberLast((day) => scanners.map(({ number }) => sourceOn(seed, number, day)));
  return ({ index, day, hourOfDay }, knock) => {
    const random = chanceOf(seed, 'scan', index);
    const sources = sourcesOfDay(day);
    for (const { number, port, rate } of scanners) {
      const mean = rate * shareOfHour(seed, number, day, hourOfDay);
      if (mean === 0) continue;
      for (let place = 0; place < places; place++) {
        const liking = 0.6 + 0.8 * chanceOf(seed, 'liking', number, place).next();
        knockOften(random, knock, sources[number] ?? '', place, port, timesOf(random, mean * liking));
      }
    }
  };
}

/** The busiest first; each takes the port whose share is served least so far. */
function staff(seed: number, volume: number): Scanner[] {
  const count = Math.round(population * Math.sqrt(volume));
  const weights = Array.from({ length: count }, (_, i) => (i + 1) ** -steepness);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const random = chanceOf(seed, 'ports');
  const wanted = new Map(portShares.map(([port, share]) => [port, share * (1 - unwatchedShare)]));
  wanted.set(0, unwatchedShare * 100);
  return weights.map((weight, number) => {
    const [port] = [...wanted].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
    wanted.set(port, (wanted.get(port) ?? 0) - (weight / sum) * 100);
    return { number, port: port === 0 ? pickUnwatchedPort(random) : port, rate: (perTargetDay * volume * weight) / sum };
  });
}

function sourceOn(seed: number, number: number, day: number): string {
  let since = day;
  while (since > 0 && !chanceOf(seed, 'replaced', number, since).chance(replacedADay)) since -= 1;
  const block = number % 3 === 0 ? number : -1 - Math.floor(number / neighbours);
  const prefix = crowdPrefix(chanceOf(seed, 'scanners', block, number % 3 === 0 ? since : 0));
  return `${prefix}.${chanceOf(seed, 'scanner', number, since).between(1, 254)}`;
}

/** Of a day's knocks those of one hour. */
function shareOfHour(seed: number, number: number, day: number, hourOfDay: number): number {
  if (number % 2 === 0) return 1 / 24;
  const random = chanceOf(seed, 'at work', number, day);
  const hours = sample(random, allHours, random.between(2, 6));
  return hours.includes(hourOfDay) ? 1 / hours.length : 0;
}

const allHours = Array.from({ length: 24 }, (_, hour) => hour);

/** Few knocks each at a minute of its own; many spread over the hour, several at a time. Ports that nobody watches are told once an hour. */
function knockOften(random: Random, knock: Knock, source: string, place: number, port: number, times: number): void {
  if (times === 0) return;
  const rounds = isWatched.has(port) ? Math.min(times, 12) : 1;
  for (let round = 0, left = times; round < rounds; round++) {
    const flows = Math.ceil(left / (rounds - round));
    const minute = rounds < 12 ? random.between(0, 59) : round * 5 + random.between(0, 4);
    knock(minute, source, place, port, flows);
    left -= flows;
  }
}

const isWatched = new Set(portShares.map(([port]) => port));

function rememberLast<T>(make: (day: number) => T): (day: number) => T {
  let last: { readonly day: number; readonly value: T } | null = null;
  return (day) => {
    if (last?.day !== day) last = { day, value: make(day) };
    return last.value;
  };
}
