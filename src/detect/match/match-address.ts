import ipaddr from 'ipaddr.js';
import { ipv4Number } from './ipv4-number.ts';

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** First and last address of an IPv4 range. */
interface Ipv4Block {
  readonly first: number;
  readonly last: number;
}

/**
 * Makes a test for whether addresses lie in any of some ranges.
 *
 * @param ranges addresses or CIDRs; what is neither matches nothing
 * @returns takes an IPv4 address, IPv6 address or IPv6 /64; a /64 lies in a range only as a whole
 */
export function matchAddress(ranges: readonly string[]): (address: string) => boolean {
  const parsed = ranges.map(parseRange).filter((range) => range !== null);
  if (parsed.length === 0) return () => false;
  const blocks = parsed.flatMap(ipv4Block);
  return (address) => {
    const number = ipv4Number(address);
    if (number >= 0) return blocks.some(({ first, last }) => number >= first && number <= last);
    const inner = parseRange(address);
    return inner !== null && parsed.some((range) => contains(range, inner));
  };
}

/** Whether text is an address or a CIDR, rather than a name. */
export function isAddressRange(text: string): boolean {
  return parseRange(text) !== null;
}

/** Whether text is a CIDR of more than one address. */
export function isGroupOfAddresses(text: string): boolean {
  const range = parseRange(text);
  return range !== null && range[1] < (range[0].kind() === 'ipv4' ? 32 : 128);
}

function parseRange(text: string): Range | null {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function contains([network, bits]: Range, [address, innerBits]: Range): boolean {
  return network.kind() === address.kind() && innerBits >= bits && address.match(network, bits);
}

function ipv4Block([network, bits]: Range): Ipv4Block[] {
  if (network.kind() !== 'ipv4') return [];
  const size = 2 ** (32 - bits);
  const first = Math.floor(ipv4Number(network.toString()) / size) * size;
  return [{ first, last: first + size - 1 }];
}
