import type { Random } from '../../../../src/local/simulate/random.ts';
import { chanceOf, sample } from '../chance.ts';
import type { Knock, SeenKnock } from '../knock.ts';
import { portShares, shareOf } from '../port-mix.ts';
import { dayMs, hourMs, minuteMs } from '../world-time.ts';
import type { InjectedKind, Injection } from './injection.ts';
import { judgeAim } from './judges.ts';

/** The score from which on an aim is told. */
const bound = 45;

/** What an aim is made of. */
interface Aim {
  readonly kind: InjectedKind;
  readonly place: number;
  readonly port: number;
  readonly inCompany: boolean;
  readonly knocks: readonly Omit<SeenKnock, 'isLetIn'>[];
}

/** RDP at one target, about seven times an hour in 17 hours of each of three days. */
export function slowRdp(seed: number, place: number, fromMs: number): Injection {
  const random = chanceOf(seed, 'slow-rdp');
  const source = `203.0.10.${random.between(1, 254)}`;
  return aimAt({
    kind: 'slow-rdp',
    place,
    port: 3389,
    inCompany: false,
    knocks: work(random, source, place, 3389, fromMs, 3, 120, 17),
  });
}

/** The same, by someone who touches every target once a day to look like all others: for four days before, and all the while. */
export function slowRdpAfterTouch(seed: number, place: number, places: number, fromMs: number): Injection {
  const random = chanceOf(seed, 'slow-rdp-after-touch');
  const source = `203.0.11.${random.between(1, 254)}`;
  const touches = Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: places }, (_, other) => {
      const atMs = fromMs + (day - 4) * dayMs + random.between(0, 24 * 60 - 1) * minuteMs;
      return { atMs, source, place: other, port: 3389, flows: 1 };
    }),
  );
  const knocks = [...touches.flat(), ...work(random, source, place, 3389, fromMs, 3, 120, 17)];
  return aimAt({ kind: 'slow-rdp-after-touch', place, port: 3389, inCompany: false, knocks });
}

/** SSH at one target, 37 times a day in 18 hours, for a week. */
export function slowSsh(seed: number, place: number, fromMs: number): Injection {
  const random = chanceOf(seed, 'slow-ssh');
  const source = `203.0.12.${random.between(1, 254)}`;
  return aimAt({
    kind: 'slow-ssh',
    place,
    port: 22,
    inCompany: false,
    knocks: work(random, source, place, 22, fromMs, 7, 37, 18),
  });
}

/** Many ports of one target within two hours: eleven watched ones three times each, and 200 that nobody watches. */
export function verticalScan(seed: number, place: number, fromMs: number): Injection {
  const random = chanceOf(seed, 'vertical-scan');
  const source = `203.0.13.${random.between(1, 254)}`;
  const rare = portShares.filter(([port]) => ![23, 22].includes(port)).map(([port]) => port);
  const ports = [
    445,
    5985,
    ...sample(
      random,
      rare.filter((port) => port !== 445 && port !== 5985),
      9,
    ),
  ];
  const watched = ports.flatMap((port) => [1, 2, 3].map(() => port));
  const others = Array.from({ length: 200 }, () => random.between(7_000, 9_000));
  const knocks = [...watched, ...others].map((port) => {
    return { atMs: fromMs + random.between(0, 119) * minuteMs, source, place, port, flows: 1 };
  });
  return aimAt({ kind: 'vertical-scan', place, port: 445, inCompany: false, knocks });
}

/** A /24 in company: 40 of its hosts, 111 tries at RDP of one target within six hours. */
export function prefixInCompany(seed: number, place: number, fromMs: number): Injection {
  const random = chanceOf(seed, 'prefix-in-company');
  const knocks = Array.from({ length: 111 }, (_, i) => {
    const source = `203.0.14.${1 + (i % 40)}`;
    return { atMs: fromMs + random.between(0, 6 * 60 - 1) * minuteMs, source, place, port: 3389, flows: 1 };
  });
  return aimAt({ kind: 'prefix-in-company', place, port: 3389, inCompany: true, knocks });
}

/** So many tries a day at one door, in some of its hours, for some days. */
function work(
  random: Random,
  source: string,
  place: number,
  port: number,
  fromMs: number,
  days: number,
  perDay: number,
  hours: number,
): Aim['knocks'] {
  const startHour = random.between(0, 24 - hours);
  return Array.from({ length: days * perDay }, (_, i) => {
    const hour = Math.floor(i / perDay) * 24 + startHour + (i % hours);
    return { atMs: fromMs + hour * hourMs + random.between(0, 59) * minuteMs, source, place, port, flows: 1 };
  });
}

function aimAt({ kind, place, port, inCompany, knocks }: Aim): Injection {
  const byHour = Map.groupBy(knocks, ({ atMs }) => Math.floor(atMs / hourMs));
  const times = knocks.map(({ atMs }) => atMs);
  const sources = new Set(knocks.map(({ source }) => source));
  return {
    kind,
    finding: 'targeted',
    fromMs: Math.min(...times),
    untilMs: Math.max(...times),
    sources,
    place,
    port,
    openings: [],
    closings: [],
    actor: ({ startMs }, knock) => knockAll(byHour.get(startMs / hourMs) ?? [], startMs, knock),
    concerns: (source) => sources.has(source),
    judge: judgeAim(place, shareOf, inCompany, bound),
  };
}

function knockAll(knocks: Aim['knocks'], startMs: number, knock: Knock): void {
  for (const { atMs, source, place, port, flows } of knocks) {
    knock(Math.floor((atMs - startMs) / minuteMs), source, place, port, flows);
  }
}
