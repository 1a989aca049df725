import type { PortKey } from '../model/facts.ts';

/** Watched ports as a table that is asked for every tuple: by port a bit for TCP, one for UDP, one for any other protocol. */
export interface WatchedDoors {
  readonly bits: Uint8Array;
  readonly all: ReadonlySet<PortKey>;
}

const bitOf = (protocol: number): number => (protocol === 6 ? 1 : protocol === 17 ? 2 : 4);

/** @param ports protocol × 65536 + port */
export function watchedDoors(ports: ReadonlySet<PortKey>): WatchedDoors {
  const bits = new Uint8Array(65536);
  for (const key of ports) bits[key & 0xffff] = (bits[key & 0xffff] ?? 0) | bitOf(key >>> 16);
  return { bits, all: ports };
}

/** Whether a port of a protocol is watched. */
export function isWatched({ bits, all }: WatchedDoors, port: number, protocol: number): boolean {
  const bit = bitOf(protocol);
  return ((bits[port] as number) & bit) !== 0 && (bit !== 4 || all.has(protocol * 65536 + port));
}
