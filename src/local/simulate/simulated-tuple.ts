import type { SimulatedTarget } from './network.ts';

/** What a flow log will write of a flow at one moment. */
export interface SimulatedTuple {
  readonly target: SimulatedTarget;
  readonly atMs: number;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly protocol: 6 | 17;
  readonly direction: 'I' | 'O';
  readonly rule: string;
  /** D: denied. */
  readonly state: 'B' | 'C' | 'E' | 'D';
  /** Packets and bytes from source to destination, then back, since the tuple before; null where the log records none. */
  readonly counters: readonly [number, number, number, number] | null;
}

/**
 * One tuple as text: 13 fields in both versions. In version 2 the eighth is the decision and the ninth the state, with counters left
 * empty where there are none; in version 4 the eighth is the state and the ninth the encryption, with zeros.
 */
export function tupleText(tuple: SimulatedTuple): string {
  const ends = `${tuple.source},${tuple.destination},${tuple.sourcePort},${tuple.destinationPort}`;
  if (tuple.target.kind === 'vnet') {
    const counters = tuple.counters ?? [0, 0, 0, 0];
    return `${tuple.atMs},${ends},${tuple.protocol},${tuple.direction},${tuple.state},NX,${counters.join(',')}`;
  }
  const denied = tuple.state === 'D';
  const counters = tuple.counters?.join(',') ?? ',,,';
  const verdict = denied ? 'D,B' : `A,${tuple.state}`;
  return `${Math.floor(tuple.atMs / 1000)},${ends},${tuple.protocol === 6 ? 'T' : 'U'},${tuple.direction},${verdict},${counters}`;
}
