import type { Background } from '../../model/digest.ts';
import { sumOf } from '../tally/tally-figures.ts';
import type { Counted } from './counted.ts';
import { busiestTargets, othersOf } from './top-targets.ts';

/** Of all targets that were denied, so many make a sweep. */
const sweepShare = 0.8;
const networksShown = 10;
const leastBase = 20;

/** Who knocks at everyone, and from which networks. */
export function background(input: Counted): Background {
  return { sweepers: sweepers(input), networks: networks(input) };
}

function sweepers(input: Counted): Background['sweepers'] {
  const targets = busiestTargets(input).filter(({ denied }) => denied > 0).length;
  if (targets < 2) return null;
  const { sources, details, tally } = input.counts;
  const fromTargets = Math.ceil(sweepShare * targets);
  const all = sumOf(tally.ports.denied);
  let [count, denied] = [0, 0];
  for (let source = 0; source < sources.addresses.length; source++) {
    if (details.targetsOfSource.at(source) < fromTargets) continue;
    count++;
    denied += details.deniedOfSource.at(source);
  }
  return { sources: count, denied, share: all < leastBase ? null : denied / all, fromTargets, targets };
}

function networks({ counts, words }: Counted): Background['networks'] {
  const byNetwork = new Map<string, { network: string; denied: number; sources: number }>();
  for (const [source, address] of counts.sources.addresses.entries()) {
    const denied = counts.details.deniedOfSource.at(source);
    if (denied === 0) continue;
    const network = words.network(address);
    const sums = byNetwork.get(network) ?? { network, denied: 0, sources: 0 };
    sums.denied += denied;
    sums.sources++;
    byNetwork.set(network, sums);
  }
  const ranked = [...byNetwork.values()].sort((a, b) => b.denied - a.denied || (a.network < b.network ? -1 : 1));
  return { rows: ranked.slice(0, networksShown), others: othersOf(ranked.slice(networksShown), ({ denied }) => denied) };
}
