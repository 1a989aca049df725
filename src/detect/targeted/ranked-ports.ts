import type { WatchedPort } from '../../model/settings.ts';
import { portKey } from '../watched-ports.ts';

/** The watched ports by rank: highest weight first, then lowest number. Of ports with equally many attempts the first is the top one. */
export interface RankedPorts {
  readonly ports: readonly WatchedPort[];
  /** Rank of a port, -1 where it is not watched; for hot loops. */
  readonly rankOf: (port: number, protocol: number) => number;
}

/** Ranks the watched ports of some settings. */
export function rankPorts(watched: readonly WatchedPort[]): RankedPorts {
  const distinct = new Map(watched.map((port) => [portKey(port.port, port.protocol), port]));
  const ports = [...distinct.values()].sort((a, b) => b.weight - a.weight || a.port - b.port || a.protocol - b.protocol);
  const byProtocol: (Int16Array | undefined)[] = [];
  for (const [rank, { port, protocol }] of ports.entries()) {
    const ranks = byProtocol[protocol] ?? new Int16Array(0x10000).fill(-1);
    ranks[port] = rank;
    byProtocol[protocol] = ranks;
  }
  return { ports, rankOf: (port, protocol) => byProtocol[protocol]?.[port] ?? -1 };
}
