import ipaddr from 'ipaddr.js';

/** Whether two of addresses or CIDRs have an address in common: then one lies in the other. */
export function overlap(a: string, b: string): boolean {
  const [first, firstBits] = rangeOf(a);
  const [second, secondBits] = rangeOf(b);
  if (first.kind() !== second.kind()) return false;
  return first.match(second, Math.min(firstBits, secondBits));
}

/** Length of a range's prefix in bits: 8 for `10.0.0.0/8`, 32 for an IPv4 address. */
export const prefixBits = (range: string): number => rangeOf(range)[1];

const rangeOf = (text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
};
