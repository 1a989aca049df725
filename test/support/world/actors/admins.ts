import type { Random } from '../../../../src/local/simulate/random.ts';
import { chanceOf, sample } from '../chance.ts';
import type { Opening } from '../firewall.ts';
import type { Actor } from '../knock.ts';
import type { Network } from '../network.ts';
import { dayMs, hourMs, isWorkingHour, minuteMs, worldStartMs } from '../world-time.ts';

/** Of the changes of an address so many are met by a closed door first. */
const forgotten = 0.3;

/** Someone's knock, planned. */
interface Visit {
  readonly atMs: number;
  readonly source: string;
  readonly place: number;
  readonly port: number;
  readonly flows: number;
}

interface Plan {
  readonly openings: readonly Opening[];
  readonly visits: readonly Visit[];
}

/** What the admins do, and the rules they keep for themselves. */
export interface Admins {
  readonly actor: Actor;
  readonly openings: readonly Opening[];
}

/**
 * Admins who work from home: they look after a few targets, on working days. Every few days their provider gives them a new address; mostly
 * they change the rule first, sometimes they stand before a closed door, try a few times, and then change it.
 */
export function makeAdmins(seed: number, network: Network, days: number): Admins {
  const count = network.places <= 2 ? 2 : 3;
  const plans = Array.from({ length: count }, (_, number) => planAdmin(chanceOf(seed, 'admin', number), number, network, days));
  const byHour = Map.groupBy(
    plans.flatMap(({ visits }) => visits),
    ({ atMs }) => Math.floor(atMs / hourMs),
  );
  return {
    openings: plans.flatMap(({ openings }) => openings),
    actor: ({ startMs }, knock) => {
      for (const { atMs, source, place, port, flows } of byHour.get(startMs / hourMs) ?? []) {
        knock(Math.floor((atMs - startMs) / minuteMs), source, place, port, flows);
      }
    },
  };
}

function planAdmin(random: Random, number: number, network: Network, days: number): Plan {
  const port = number % 2 === 0 ? 22 : 3389;
  const places = sample(random, network.steady, 5);
  const plans: Plan[] = [];
  for (let fromMs = worldStartMs; fromMs < worldStartMs + days * dayMs; ) {
    const untilMs = fromMs + random.between(2 * 24, 9 * 24) * hourMs;
    plans.push(planAddress(random, homeAddress(random, number), { fromMs, untilMs }, places, port));
    fromMs = untilMs;
  }
  return { openings: plans.flatMap(({ openings }) => openings), visits: plans.flatMap(({ visits }) => visits) };
}

/** One of a provider's addresses, in one of three of its networks. */
function homeAddress(random: Random, number: number): string {
  return `100.${128 + number * 3 + random.between(0, 2)}.${random.between(0, 255)}.${random.between(1, 254)}`;
}

interface Period {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The time in which an admin has one address. */
function planAddress(random: Random, source: string, period: Period, places: readonly number[], port: number): Plan {
  const visits = planVisits(random, source, period, places, port);
  const [first] = visits;
  const isForgotten = first !== undefined && random.chance(forgotten);
  const tries = isForgotten ? [{ ...first, flows: random.between(2, 4) }, later(first, 6, random.between(1, 4))] : [];
  const ruleMs = isForgotten ? first.atMs + 20 * minuteMs : period.fromMs;
  const openings = places.map((place) => {
    return {
      rule: 'UserRule_AllowAdmins',
      place,
      port,
      fromMs: ruleMs,
      untilMs: period.untilMs,
      admits: (who: string) => who === source,
    };
  });
  return {
    openings,
    visits: [...tries, ...visits.map((visit) => (isForgotten && visit === first ? later(visit, 22, 1) : visit))],
  };
}

const later = (visit: Visit, minutes: number, flows: number): Visit => ({
  ...visit,
  atMs: visit.atMs + minutes * minuteMs,
  flows,
});

/** Two to five visits on a working day, in order; one after another, an hour apart or more. */
function planVisits(
  random: Random,
  source: string,
  { fromMs, untilMs }: Period,
  places: readonly number[],
  port: number,
): Visit[] {
  const visits: Visit[] = [];
  for (let hour = Math.ceil(fromMs / hourMs); (hour + 1) * hourMs < untilMs; hour++) {
    if (!isWorkingHour(hour * hourMs) || !random.chance(0.3)) continue;
    const place = places[random.between(0, places.length - 1)] ?? 0;
    visits.push({ atMs: hour * hourMs + random.between(0, 30) * minuteMs, source, place, port, flows: random.between(1, 3) });
  }
  return visits;
}
