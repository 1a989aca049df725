import { chanceOf, sample } from '../chance.ts';
import type { Network } from '../network.ts';
import { dayMs, hourMs, minuteMs, worldStartMs } from '../world-time.ts';
import { prefixInCompany, slowRdp, slowRdpAfterTouch, slowSsh, verticalScan } from './aimed.ts';
import { breakIn } from './break-ins.ts';
import { campaign } from './campaign.ts';
import type { Injection } from './injection.ts';
import { lockOut, openToAny } from './rule-changes.ts';

/** Which days are for learning, and which for finding. */
export interface Phases {
  readonly learnDays: number;
  readonly days: number;
}

/**
 * Puts one of each kind into the days after learning, at times and places of chance, so that no two meet at one door within a day. They go
 * to targets that stay where they are and are always on, as far as there are any.
 */
export function planInjections(seed: number, network: Network, volume: number, phases: Phases): Injection[] {
  const random = chanceOf(seed, 'injections');
  const safe = network.steady.filter((place) => place !== network.jumpHost);
  const order = sample(random, safe.length > 0 ? safe : network.steady, safe.length);
  const place = (number: number): number => order[number % Math.max(1, order.length)] ?? 0;
  const when = (day: number): number => timeOn(phases, day, random.between(0, 6 * 60));
  const hidden = random.pick([3306, 5432, 6379]);
  const crowded = random.pick([5900, 21, 5555]);
  return [
    breakIn(seed, 'breakthrough-same-port', place(2), when(0)),
    openToAny('exposure', { place: place(1), port: hidden }, volume, when(1)),
    slowRdp(seed, place(0), dayStart(phases, 2)),
    lockOut(seed, { place: place(1), port: 3389 }, when(3)),
    slowSsh(seed, place(1), dayStart(phases, 4)),
    verticalScan(seed, place(2), when(4)),
    campaign(seed, crowded, network.places, volume, hourStart(when(7))),
    breakIn(seed, 'breakthrough-other-port', place(0), when(8)),
    openToAny('widened-rule', { place: place(2), port: 3389 }, volume, when(9)),
    prefixInCompany(seed, place(0), when(12)),
    slowRdpAfterTouch(seed, place(1), network.places, dayStart(phases, 10)),
  ];
}

/** The first days, of two weeks for finding; of fewer days each kind gets its part. */
function dayStart({ learnDays, days }: Phases, day: number): number {
  return worldStartMs + (learnDays + Math.floor((day * (days - learnDays)) / 14)) * dayMs;
}

/** On that day, between 8 and 14 (UTC). */
function timeOn(phases: Phases, day: number, minutes: number): number {
  return dayStart(phases, day) + 8 * hourMs + minutes * minuteMs;
}

const hourStart = (atMs: number): number => Math.floor(atMs / hourMs) * hourMs;
