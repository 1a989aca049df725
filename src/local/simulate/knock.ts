import type { Stage } from './actors.ts';
import { inbound } from './inbound.ts';
import type { SimulatedTarget } from './network.ts';
import { sessionTuples } from './session.ts';
import type { SimulatedTuple } from './simulated-tuple.ts';

/**
 * One attempt by someone who means to get in: refused, a SYN that the sender's TCP often sends again, each written as a tuple of its own;
 * at a door that lets everyone in a short session, a password or two tried.
 */
export function knock(
  stage: Stage,
  target: SimulatedTarget,
  source: string,
  port: number,
  atMs: number,
): readonly SimulatedTuple[] {
  const first = probe(stage, target, source, port, atMs);
  const [tuple] = first;
  if (tuple?.state !== 'D') return first;
  const again = stage.random.chance(0.25) ? stage.random.between(1, 2) : 0;
  return [0, 1, 3].slice(0, 1 + again).map((seconds) => ({ ...tuple, atMs: atMs + seconds * 1000 }));
}

/** One attempt by someone who only looks: a single SYN, as those who scan the whole internet send it. */
export function probe(
  stage: Stage,
  target: SimulatedTarget,
  source: string,
  port: number,
  atMs: number,
): readonly SimulatedTuple[] {
  const { random } = stage;
  const rule = stage.ruleForAll(target, port, atMs);
  if (rule !== null) return sessionTuples(inbound(stage, target, source, port, rule, atMs, random.between(1, 9)));
  const tuple: SimulatedTuple = {
    target,
    atMs,
    source,
    destination: target.address,
    sourcePort: random.between(32_768, 60_999),
    destinationPort: port,
    protocol: 6,
    direction: 'I',
    rule: 'DefaultRule_DenyAllInBound',
    state: 'D',
    counters: null,
  };
  return [tuple];
}
