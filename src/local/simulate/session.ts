import type { SimulatedTuple } from './simulated-tuple.ts';

/** Counters of open flows are written on a grid of five minutes. */
const gridMs = 300_000;

export interface Session
  extends Pick<
    SimulatedTuple,
    'target' | 'source' | 'destination' | 'sourcePort' | 'destinationPort' | 'protocol' | 'direction' | 'rule'
  > {
  readonly startMs: number;
  readonly endMs: number;
  /** Packets a second from source to destination, and back. */
  readonly packetsPerSecond: number;
  readonly packetsBackPerSecond: number;
  /** Bytes of a packet, on average. */
  readonly packetBytes: number;
  readonly packetBytesBack: number;
}

/**
 * The tuples of an allowed flow: its begin, one at each five minutes while it is open, and its end, each with what was counted since the
 * one before. NSG logs count nothing for inbound flows that a user's rule let in, which they treat without state.
 */
export function sessionTuples(session: Session): readonly SimulatedTuple[] {
  const { startMs, endMs, packetsPerSecond, packetsBackPerSecond, packetBytes, packetBytesBack, ...flow } = session;
  const counts = !(flow.target.kind === 'nsg' && flow.direction === 'I' && flow.rule.startsWith('UserRule_'));
  const tuples: SimulatedTuple[] = [{ ...flow, atMs: startMs, state: 'B', counters: null }];
  let countedMs = startMs;
  const count = (untilMs: number): SimulatedTuple['counters'] => {
    const seconds = (untilMs - countedMs) / 1000;
    const [sent, back] = [Math.ceil(packetsPerSecond * seconds), Math.ceil(packetsBackPerSecond * seconds)];
    countedMs = untilMs;
    return counts ? [sent, sent * packetBytes, back, back * packetBytesBack] : null;
  };
  for (let atMs = nextGrid(startMs); atMs < endMs; atMs += gridMs) {
    tuples.push({ ...flow, atMs, state: 'C', counters: count(atMs) });
  }
  tuples.push({ ...flow, atMs: endMs, state: 'E', counters: count(endMs) });
  return tuples;
}

/** Not on the full five minutes: where the grid lies differs by interface, and is the same for all its flows. */
function nextGrid(startMs: number): number {
  const offsetMs = 41_000;
  return Math.ceil((startMs + 1 - offsetMs) / gridMs) * gridMs + offsetMs;
}
