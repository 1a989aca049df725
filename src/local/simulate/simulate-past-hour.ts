import type { Actor } from './actors.ts';
import { bruteForcers, massScanners, oneTouchBots } from './background.ts';
import { administrators, outboundCalls, webVisitors } from './ordinary-traffic.ts';
import { partnerAtWork } from './partner.ts';
import { createRandom } from './random.ts';
import type { SimulatedTuple } from './simulated-tuple.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;

/**
 * An hour before the live minutes, in the same world: the same background and people, nobody who breaks in. Each hour has chance of its own, so that
 * any of them can be had alone and at any time.
 *
 * The crowd that knocks is as large as the live one, so that what is usual on a port stays comparable; of ordinary traffic, of which
 * only sums are kept, there is a tenth. Sessions end with the hour.
 *
 * @param startMs the first minute of sixty, ms
 * @returns tuples in the order of time
 */
export function simulatePastHour(world: World, startMs: number): readonly SimulatedTuple[] {
  const endMs = startMs + 60 * minuteMs;
  const actors = pastActors(world, startMs);
  const tuples: SimulatedTuple[] = [];
  for (let minuteStartMs = startMs; minuteStartMs < endMs; minuteStartMs += minuteMs) {
    for (const actor of actors) for (const tuple of actor(minuteStartMs)) if (tuple.atMs < endMs) tuples.push(tuple);
  }
  return tuples.sort((a, b) => a.atMs - b.atMs);
}

function pastActors({ seed, cast, named, stages }: World, startMs: number): readonly Actor[] {
  const stage = stages(createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(startMs / minuteMs, 0xc2b2ae35)));
  return [
    oneTouchBots(stage()),
    massScanners(stage(), cast.scanners, 0.9),
    massScanners(stage(), cast.researchers, 0.2),
    bruteForcers(stage(), cast.bruteForcers),
    webVisitors(stage(), named, 0.9),
    administrators(stage(), named, cast.administrators),
    outboundCalls(stage(), cast.services, 0.14),
    partnerAtWork(stage(), cast.partner),
  ];
}
