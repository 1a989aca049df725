import type { Actor } from './actors.ts';
import { bruteForcers, massScanners, oneTouchBots } from './background.ts';
import { breakIn, laterBreakIns } from './break-ins.ts';
import { crowd } from './crowd.ts';
import type { SimulatedTarget } from './network.ts';
import { administrators, outboundCalls, webVisitors } from './ordinary-traffic.ts';
import { partnerAtWork } from './partner.ts';
import { createRandom } from './random.ts';
import type { SimulatedTuple } from './simulated-tuple.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;

/** What happened in one minute, by target; targets that saw nothing are absent. */
export interface SimulatedMinute {
  readonly startMs: number;
  readonly tuples: ReadonlyMap<SimulatedTarget, readonly SimulatedTuple[]>;
}

/** The live minutes of a world, one after another without end; the same world gives the same minutes. */
export function simulateInternet(world: World): Generator<SimulatedMinute, never> {
  return runMinutes(world.originMs, createActors(world));
}

function createActors({ seed, originMs, cast, named, stages }: World): readonly Actor[] {
  const stage = stages(createRandom(seed + 3));
  const throughRdp = { port: 3389, rule: 'UserRule_AllowRdpTemporary' };
  const first = { ...throughRdp, target: named('vm-jump1'), fromMinute: 0, letInMinute: 7, attempts: 6 };
  const onwards = { ...throughRdp, target: named('vm-db1'), fromMinute: 30, letInMinute: 36, attempts: 2 };
  const locksmith = {
    target: named('vm-legacy1'),
    port: 22,
    rule: 'UserRule_AllowSshVendor',
    fromMinute: 18,
    letInMinute: 24,
    attempts: 1,
  };
  return [
    oneTouchBots(stage()),
    massScanners(stage(), cast.scanners, 0.9),
    massScanners(stage(), cast.researchers, 0.2),
    bruteForcers(stage(), cast.bruteForcers),
    webVisitors(stage(), named, 9),
    administrators(stage(), named, cast.administrators),
    outboundCalls(stage(), cast.services, 1.4),
    breakIn(stage(), originMs, first, cast.intruder),
    breakIn(stage(), originMs, onwards, cast.intruder),
    breakIn(stage(), originMs, locksmith, cast.locksmith),
    laterBreakIns(stage(), originMs, 180),
    partnerAtWork(stage(), cast.partner),
    crowd(stage(), originMs, { port: 9200, fromMinute: 60, toMinute: 480, sources: 4 }),
  ];
}

function* runMinutes(originMs: number, actors: readonly Actor[]): Generator<SimulatedMinute, never> {
  const waiting = new Map<number, SimulatedTuple[]>();
  for (let startMs = originMs; ; startMs += minuteMs) {
    for (const tuple of actors.flatMap((actor) => actor(startMs))) {
      const minute = Math.floor(tuple.atMs / minuteMs);
      const others = waiting.get(minute);
      if (others === undefined) waiting.set(minute, [tuple]);
      else others.push(tuple);
    }
    const tuples = waiting.get(startMs / minuteMs) ?? [];
    waiting.delete(startMs / minuteMs);
    yield { startMs, tuples: Map.groupBy(tuples.sort(byTime), ({ target }) => target) };
  }
}

const byTime = (a: SimulatedTuple, b: SimulatedTuple): number => a.atMs - b.atMs;
