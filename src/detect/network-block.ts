import ipaddr from 'ipaddr.js';

/**
 * Names the network block of a source: its IPv4 /16 or IPv6 /32. Sources of one block count once towards a door's state.
 *
 * @param source IPv4 address (`203.0.113.7`) or IPv6 /64 (`2001:db8:1:2::/64`)
 * @returns `203.0` or `2001:db8`: a name to compare, not an address
 */
export function networkBlock(source: string): string {
  if (!source.includes(':')) return source.slice(0, source.indexOf('.', source.indexOf('.') + 1));
  const [first, second] = ipaddr.IPv6.parse(addressPart(source)).parts;
  return `${first?.toString(16)}:${second?.toString(16)}`;
}

function addressPart(source: string): string {
  const slash = source.indexOf('/');
  return slash < 0 ? source : source.slice(0, slash);
}
