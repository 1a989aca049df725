import type { Stage } from './actors.ts';
import type { SimulatedTarget } from './network.ts';
import type { Session } from './session.ts';

/** A session from outside that a rule lets in. */
export function inbound(
  { random }: Pick<Stage, 'random'>,
  target: SimulatedTarget,
  source: string,
  port: number,
  rule: string,
  atMs: number,
  seconds: number,
): Session {
  return {
    target,
    source,
    destination: target.address,
    sourcePort: random.between(32_768, 60_999),
    destinationPort: port,
    protocol: 6,
    direction: 'I',
    rule,
    startMs: atMs,
    endMs: atMs + seconds * 1000,
    packetsPerSecond: random.between(1, 6),
    packetsBackPerSecond: random.between(1, 9),
    packetBytes: random.between(90, 420),
    packetBytesBack: random.between(120, 1100),
  };
}
