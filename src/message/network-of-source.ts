/**
 * The network around a source: the /24 of an IPv4 address, the /48 of an IPv6 /64; '' for anything else.
 *
 * @example networkOfSource('203.0.113.7') // '203.0.113.0/24'
 */
export function networkOfSource(source: string): string {
  const ipv4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(source);
  if (ipv4 !== null) return `${ipv4[1]}.0/24`;
  if (!/^[0-9a-f:]+(?:\/64)?$/i.test(source)) return '';
  const [before = '', after] = source.replace(/\/64$/, '').split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  if (head.length + tail.length > 8) return '';
  const groups = after === undefined ? head : [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.length === 8 ? `${trimZeros(groups.slice(0, 3)).join(':')}::/48` : '';
}

/** The `::` that follows stands for the groups that are left out. */
function trimZeros(groups: readonly string[]): readonly string[] {
  return groups.slice(0, groups.findLastIndex((group) => !/^0+$/.test(group)) + 1);
}
