import type { PortKey } from '../model/facts.ts';
import type { WatchedPort } from '../model/settings.ts';
import { defaultWatchedPorts } from './default-watched-ports.ts';
import type { WrittenPort, WrittenWatchedPort } from './port-schema.ts';

const protocols: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };
/** Weight of a port that the default list does not name. */
const usualWeight = 5;

function toPort(written: WrittenPort): Pick<WatchedPort, 'port' | 'protocol'> {
  if (typeof written === 'number') return { port: written, protocol: 6 };
  const [port, protocol] = written.split('/');
  return { port: Number(port), protocol: protocols[protocol ?? ''] ?? 6 };
}

/** `3389` or `161/udp` → protocol × 65536 + port. */
export function toPortKey(written: WrittenPort): PortKey {
  const { port, protocol } = toPort(written);
  return protocol * 65536 + port;
}

/** The same for an entry of the list of watched ports. */
export const watchedPortKey = (written: WrittenWatchedPort): PortKey =>
  toPortKey(typeof written === 'object' ? written.port : written);

/** An entry of the list of watched ports, with weight and name of the default list where it gives none. */
export function toWatchedPort(written: WrittenWatchedPort): WatchedPort {
  const entry = typeof written === 'object' ? written : { port: written };
  const { port, protocol } = toPort(entry.port);
  const known = defaultWatchedPorts.find((candidate) => candidate.port === port && candidate.protocol === protocol);
  return { port, protocol, weight: entry.weight ?? known?.weight ?? usualWeight, name: entry.name ?? known?.name ?? '' };
}
