import type { Actor, Stage } from './actors.ts';
import { bruteForcers, massScanners, oneTouchBots } from './background.ts';
import { breakIn, laterBreakIns } from './break-ins.ts';
import { createNetwork, type SimulatedTarget } from './network.ts';
import { administrators, outboundCalls, webVisitors } from './ordinary-traffic.ts';
import { publicAddresses } from './public-addresses.ts';
import { createRandom } from './random.ts';
import type { SimulatedTuple } from './simulated-tuple.ts';

const minuteMs = 60_000;

export interface InternetOptions {
  readonly seed: number;
  /** The first simulated minute, ms; a full minute. */
  readonly originMs: number;
  /** Whether a public address is in use, so that sources have countries. */
  readonly isAllocated: (address: string) => boolean;
}

/** What happened in one minute, by target; targets that saw nothing are absent. */
export interface SimulatedMinute {
  readonly startMs: number;
  readonly tuples: ReadonlyMap<SimulatedTarget, readonly SimulatedTuple[]>;
}

/** A small network and the internet around it, minute by minute without end; the same options give the same minutes. */
export function simulateInternet(options: InternetOptions): {
  readonly targets: readonly SimulatedTarget[];
  readonly minutes: Generator<SimulatedMinute, never>;
} {
  const random = createRandom(options.seed);
  const targets = createNetwork(random.fork());
  return { targets, minutes: runMinutes(options.originMs, createActors(targets, options)) };
}

function createActors(targets: readonly SimulatedTarget[], options: InternetOptions): readonly Actor[] {
  const random = createRandom(options.seed + 1);
  const named = (name: string): SimulatedTarget => {
    const found = targets.find((target) => target.name === name);
    if (found === undefined) throw new Error(`The simulated network has no ${name}.`);
    return found;
  };
  const newAddress = publicAddresses(random.fork(), options.isAllocated);
  const stage = (): Stage => ({ random: random.fork(), targets: [named('vm-web1'), ...targets.slice(1)], newAddress });
  const intruder = newAddress();
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
    massScanners(stage()),
    bruteForcers(stage()),
    webVisitors(stage(), named),
    administrators(stage(), named),
    outboundCalls(stage()),
    breakIn(stage(), options.originMs, first, intruder),
    breakIn(stage(), options.originMs, onwards, intruder),
    breakIn(stage(), options.originMs, locksmith, newAddress()),
    laterBreakIns(stage(), options.originMs, 180),
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
