import ipaddr from 'ipaddr.js';
import { networkPrefix, prefixRange } from '../match/network-block.ts';

/** Who is explained: a source as it is counted, or a prefix with all its sources. */
export interface Subject {
  readonly scope: 'source' | 'prefix';
  /** `203.0.113.7`, `2001:db8:1:2::/64`; `203.0.113.0/24`, `2001:db8:1::/48` */
  readonly name: string;
}

/**
 * Reads what somebody typed: an IPv4 or IPv6 address (an IPv6 one stands for its /64), an IPv4 /24 or an IPv6 /48.
 *
 * @returns null for all else
 */
export function readSubject(typed: string): Subject | null {
  const [address = '', bits, ...rest] = typed.trim().split('/');
  if (rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return null;
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return readIpv4(ipaddr.IPv4.parse(address).toString(), Number(bits ?? 32));
  return ipaddr.IPv6.isValid(address) ? readIpv6(ipaddr.IPv6.parse(address), Number(bits ?? 128)) : null;
}

function readIpv4(address: string, bits: number): Subject | null {
  if (bits === 32) return { scope: 'source', name: address };
  return bits === 24 ? { scope: 'prefix', name: prefixRange(address) } : null;
}

function readIpv6(address: ipaddr.IPv6, bits: number): Subject | null {
  if (address.isIPv4MappedAddress()) return bits === 128 ? readIpv4(address.toIPv4Address().toString(), 32) : null;
  const groups = address.parts.map((part) => part.toString(16));
  if (bits === 48) return { scope: 'prefix', name: prefixRange(groups.join(':')) };
  if (bits < 64 || bits > 128) return null;
  return { scope: 'source', name: `${new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0]).toRFC5952String()}/64` };
}

/** The sources, by their place in a list of them, that a subject stands for. */
export function membersOf({ scope, name }: Subject, addresses: readonly string[]): number[] {
  const isMember = scope === 'source' ? (address: string) => address === name : inPrefix(name);
  return [...addresses.keys()].filter((index) => isMember(addresses[index] ?? ''));
}

function inPrefix(name: string): (address: string) => boolean {
  const prefix = networkPrefix(name);
  return (address) => address.includes(':') === name.includes(':') && networkPrefix(address) === prefix;
}

/** The prefix that a subject is, or lies in: `203.0.113.0/24`. */
export const prefixOf = ({ scope, name }: Subject): string => (scope === 'prefix' ? name : prefixRange(name));
