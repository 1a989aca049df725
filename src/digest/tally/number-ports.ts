import type { Facts, PortKey } from '../../model/facts.ts';

/** Port and protocol in one number, as facts and settings use it. */
const portKeyOf = (port: number, protocol: number): PortKey => protocol * portsOfProtocol + port;

const portsOfProtocol = 0x10000;

/** Makes the function that gives the place of each row's port among the watched ones, -1 for others. */
export function portPlacer(watched: readonly PortKey[]): (rows: Pick<Facts['denied'], 'port' | 'protocol'>) => Int16Array {
  const protocols = [...new Set(watched.map((key) => key >>> 16))];
  /** Where the ports of a protocol begin in `places`; those of all that are not watched begin at 0. */
  const starts = new Uint32Array(256);
  for (const [i, protocol] of protocols.entries()) starts[protocol] = (i + 1) * portsOfProtocol;
  const places = new Int16Array((protocols.length + 1) * portsOfProtocol).fill(-1);
  for (const [place, key] of watched.entries()) places[(starts[key >>> 16] ?? 0) + (key & 0xffff)] = place;
  return ({ port, protocol }) => {
    const ofRows = new Int16Array(port.length);
    for (let row = 0; row < ofRows.length; row++) {
      ofRows[row] = places[(starts[protocol[row] as number] as number) + (port[row] as number)] as number;
    }
    return ofRows;
  };
}

/** Ports, each with a number. */
export interface NumberedPorts {
  /** The number of a port; the next one where it is new. */
  readonly numberOf: (port: number, protocol: number) => number;
  readonly ports: readonly PortKey[];
}

/** No ports yet: a flat table for each protocol that comes. */
export function createPortNumbers(): NumberedPorts {
  const ports: PortKey[] = [];
  /** By protocol, then by port: the number + 1, 0 where it has none. */
  const tables: Uint32Array[] = [];
  const add = (port: number, protocol: number): number => {
    const table = tables[protocol] ?? new Uint32Array(portsOfProtocol);
    tables[protocol] = table;
    table[port] = ports.push(portKeyOf(port, protocol));
    return ports.length - 1;
  };
  return {
    numberOf: (port, protocol) => {
      const kept = tables[protocol]?.[port] ?? 0;
      return kept > 0 ? kept - 1 : add(port, protocol);
    },
    ports,
  };
}
