import ipaddr from 'ipaddr.js';

/**
 * Names the network block of a source: its IPv4 /16 or IPv6 /32. Sources of one block count once towards a door's state.
 *
 * @param source IPv4 address (`203.0.113.7`) or IPv6 /64 (`2001:db8:1:2::/64`)
 * @returns `203.0` or `2001:db8`: a name to compare, not an address
 */
export function networkBlock(source: string): string {
  return source.includes(':') ? leadingGroups(source, 2) : source.slice(0, source.indexOf('.', source.indexOf('.') + 1));
}

/**
 * Names the prefix of a source: its IPv4 /24 or IPv6 /48. The crowd on a port is counted in prefixes.
 *
 * @param source IPv4 address (`203.0.113.7`) or IPv6 /64 (`2001:db8:1:2::/64`)
 * @returns `203.0.113` or `2001:db8:1`: a name to compare, not an address
 */
export function networkPrefix(source: string): string {
  return source.includes(':') ? leadingGroups(source, 3) : source.slice(0, source.lastIndexOf('.'));
}

/**
 * Writes the prefix of a source as a range: its IPv4 /24 or IPv6 /48.
 *
 * @param source IPv4 address (`203.0.113.7`) or IPv6 /64 (`2001:db8:1:2::/64`)
 * @returns `203.0.113.0/24` or `2001:db8:1::/48`
 */
export function prefixRange(source: string): string {
  return source.includes(':') ? `${networkPrefix(source)}::/48` : `${networkPrefix(source)}.0/24`;
}

/** The first 16-bit groups of an IPv6 address or range. */
function leadingGroups(source: string, count: number): string {
  const slash = source.indexOf('/');
  const { parts } = ipaddr.IPv6.parse(slash < 0 ? source : source.slice(0, slash));
  return parts
    .slice(0, count)
    .map((part) => part.toString(16))
    .join(':');
}
