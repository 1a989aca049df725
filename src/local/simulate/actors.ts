import type { SimulatedTarget } from './network.ts';
import type { Random } from './random.ts';
import type { SimulatedTuple } from './simulated-tuple.ts';

/** Everyone who sends or gets something: each minute it is asked what it does, and may answer with later moments too. */
export type Actor = (startMs: number) => readonly SimulatedTuple[];

/** What actors are made of. */
export interface Stage {
  readonly random: Random;
  readonly targets: readonly [SimulatedTarget, ...SimulatedTarget[]];
  /** An address that was not drawn before (or very unlikely so). */
  readonly newAddress: () => string;
  /** The rule that lets everyone in through a door at that moment; null where none does. */
  readonly ruleForAll: (target: SimulatedTarget, port: number, atMs: number) => string | null;
}

/** Ports that bots knock on, with how often: telnet is the commonest, the long tail is anything. */
const knockedPorts = [
  { port: 23, share: 34 },
  { port: 22, share: 9 },
  { port: 445, share: 8 },
  { port: 8080, share: 6 },
  { port: 3389, share: 5 },
  { port: 5555, share: 4 },
  { port: 2323, share: 4 },
  { port: 80, share: 4 },
  { port: 1433, share: 3 },
  { port: 6379, share: 3 },
  { port: 8728, share: 2 },
  { port: 5900, share: 2 },
  { port: 3306, share: 2 },
  { port: 2375, share: 1 },
  { port: 9200, share: 1 },
] as const;

/** A port as bots choose it. */
export function knockedPort(random: Random): number {
  let left = random.next() * 100;
  for (const { port, share } of knockedPorts) {
    left -= share;
    if (left < 0) return port;
  }
  return random.between(1, 49_151);
}

/** A moment of the minute that begins at `startMs`. */
export function momentOf(random: Random, startMs: number): number {
  return startMs + random.between(0, 59_999);
}
