import type { PortKey } from '../model/facts.ts';
import type { WatchedPort } from '../model/settings.ts';

/** Tells in a hot loop whether a port is watched. */
export type IsWatched = (port: number, protocol: number) => boolean;

/** One number for a port and IANA protocol number: protocol × 65536 + port. */
export function portKey(port: number, protocol: number): PortKey {
  return protocol * 65536 + port;
}

/** Makes the test for the watched ports of some settings. */
export function watchedPorts(watched: readonly WatchedPort[]): IsWatched {
  const anyProtocol = new Uint8Array(65536);
  for (const { port } of watched) anyProtocol[port] = 1;
  const keys = new Set(watched.map(({ port, protocol }) => portKey(port, protocol)));
  return (port, protocol) => anyProtocol[port] === 1 && keys.has(portKey(port, protocol));
}
