import { type Actor, knock, knockedPort, momentOf, type Stage } from './actors.ts';

/** Thousands of infected devices, each seen once: one target, one port. */
export function oneTouchBots(stage: Stage): Actor {
  const { random, targets, newAddress } = stage;
  return (startMs) =>
    Array.from({ length: random.times(3.2 * targets.length) }).flatMap(() =>
      knock(stage, random.pick(targets), newAddress(), knockedPort(random), momentOf(random, startMs)),
    );
}

/** Those who scan the whole internet: now and then one passes over all targets with one port, in a minute or two. */
export function massScanners(stage: Stage): Actor {
  const { random, targets, newAddress } = stage;
  const scanners = Array.from({ length: 40 }, newAddress);
  return (startMs) =>
    Array.from({ length: random.times(0.9) }).flatMap(() => {
      const scanner = random.pick([scanners[0] ?? newAddress(), ...scanners]);
      const port = knockedPort(random);
      return targets.flatMap((target) => knock(stage, target, scanner, port, startMs + random.between(0, 119_999)));
    });
}

/** A few who try one door again and again, and never get in. */
export function bruteForcers(stage: Stage): Actor {
  const { random, targets, newAddress } = stage;
  const ports = [22, 3389, 1433, 22] as const;
  const forcers = ports.map((port) => ({
    port,
    source: newAddress(),
    target: random.pick(targets),
    eagerness: random.between(1, 6) / 2,
  }));
  return (startMs) =>
    forcers.flatMap(({ port, source, target, eagerness }) =>
      Array.from({ length: random.times(eagerness) }).flatMap(() =>
        knock(stage, target, source, port, momentOf(random, startMs)),
      ),
    );
}
