import ipaddr from 'ipaddr.js';

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Makes a test for whether addresses lie in any of some ranges.
 *
 * @param ranges addresses or CIDRs; what is neither matches nothing
 * @returns takes an IPv4 address, IPv6 address or IPv6 /64; a /64 lies in a range only as a whole
 */
export function matchAddress(ranges: readonly string[]): (address: string) => boolean {
  const parsed = ranges.map(parseRange).filter((range) => range !== null);
  if (parsed.length === 0) return () => false;
  return (address) => {
    const inner = parseRange(address);
    return inner !== null && parsed.some((range) => contains(range, inner));
  };
}

/** Whether text is an address or a CIDR, rather than a name. */
export function isAddressRange(text: string): boolean {
  return parseRange(text) !== null;
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
