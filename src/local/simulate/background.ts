import { type Actor, knockedPort, momentOf, type Stage } from './actors.ts';
import type { BruteForcer } from './cast.ts';
import { knock, probe } from './knock.ts';

/** Thousands of infected devices, each seen once: one target, one port. */
export function oneTouchBots(stage: Stage): Actor {
  const { random, targets, newAddress } = stage;
  return (startMs) =>
    Array.from({ length: random.times(3.2 * targets.length) }).flatMap(() =>
      knock(stage, random.pick(targets), newAddress(), knockedPort(random), momentOf(random, startMs)),
    );
}

/** Those who scan the whole internet: now and then one passes over all targets with one port, in a minute or two. */
export function massScanners(stage: Stage, scanners: readonly [string, ...string[]], passesAMinute: number): Actor {
  const { random, targets } = stage;
  return (startMs) =>
    Array.from({ length: random.times(passesAMinute) }).flatMap(() => {
      const scanner = random.pick(scanners);
      const port = knockedPort(random);
      return targets.flatMap((target) => probe(stage, target, scanner, port, startMs + random.between(0, 119_999)));
    });
}

/** A few who try one door again and again, and never get in. */
export function bruteForcers(stage: Stage, forcers: readonly BruteForcer[]): Actor {
  const { random } = stage;
  return (startMs) =>
    forcers
      .filter(({ sinceMs }) => startMs >= sinceMs)
      .flatMap(({ port, source, target, eagerness }) =>
        Array.from({ length: random.times(eagerness) }).flatMap(() =>
          knock(stage, target, source, port, momentOf(random, startMs)),
        ),
      );
}
