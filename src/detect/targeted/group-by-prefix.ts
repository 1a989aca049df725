import { ipv4Number } from '../match/ipv4-number.ts';
import { networkPrefix } from '../match/network-block.ts';

/** Buckets by which most prefixes with few sources are left out before any is named: enough that few of them share one. */
const bucketCount = 2 ** 20;

/**
 * Groups the sources that made attempts by prefix: IPv4 /24, IPv6 /48. Most have one or two sources in a window, so that sources are counted
 * in buckets first, which several prefixes may share: that can only keep too many.
 *
 * @param attempts by source
 * @returns sources of each prefix with at least `fewest`, in their order
 */
export function groupByPrefix(addresses: readonly string[], attempts: Uint8Array, fewest: number): number[][] {
  const prefixOf = ipv4Prefixes(addresses, attempts);
  const crowds = new Uint8Array(bucketCount);
  for (const prefix of prefixOf) {
    const bucket = bucketOf(prefix);
    crowds[bucket] = Math.min(fewest, (crowds[bucket] ?? 0) + 1);
  }
  const groups = new Map<number | string, number[]>();
  for (let source = 0; source < addresses.length; source++) {
    if (attempts[source] === 0) continue;
    const ipv4 = prefixOf[source] ?? 0;
    if (ipv4 >= 0 && (crowds[bucketOf(ipv4)] ?? 0) < fewest) continue;
    const prefix = ipv4 < 0 ? networkPrefix(addresses[source] ?? '') : ipv4;
    const group = groups.get(prefix);
    if (group === undefined) groups.set(prefix, [source]);
    else group.push(source);
  }
  return [...groups.values()].filter(({ length }) => length >= fewest);
}

/** The first 24 bits of each IPv4 source that made attempts; -1 for all others. */
function ipv4Prefixes(addresses: readonly string[], attempts: Uint8Array): Int32Array {
  const prefixes = new Int32Array(addresses.length).fill(-1);
  for (let source = 0; source < addresses.length; source++) {
    if (attempts[source] !== 0) prefixes[source] = Math.floor(ipv4Number(addresses[source] ?? '') / 256);
  }
  return prefixes;
}

/** Neighbouring prefixes are spread over the buckets. */
function bucketOf(prefix: number): number {
  return Math.imul(prefix, 0x9e3779b1) >>> 12;
}
