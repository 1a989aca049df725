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
  for (let source = 0; source < sources.count(); source++) {
    if (details.targetsOfSource.at(source) < fromTargets) continue;
    count++;
    denied += details.deniedOfSource.at(source);
  }
  return { sources: count, denied, share: all < leastBase ? null : denied / all, fromTargets, targets };
}

interface NetworkSums {
  readonly network: string;
  denied: number;
  sources: number;
}

function networks({ counts: { sources, details }, words }: Counted): Background['networks'] {
  const byName = new Map<string, NetworkSums>();
  /** A network's name is made once a block, not for each of its sources. */
  const byBlock = new Map<number, NetworkSums>();
  for (let source = 0; source < sources.count(); source++) {
    const denied = details.deniedOfSource.at(source);
    if (denied === 0) continue;
    const block = sources.blockAt(source);
    const sums = byBlock.get(block) ?? networkSums(byName, words.network(sources.addressAt(source)));
    byBlock.set(block, sums);
    sums.denied += denied;
    sums.sources++;
  }
  const ranked = [...byName.values()].sort((a, b) => b.denied - a.denied || (a.network < b.network ? -1 : 1));
  return { rows: ranked.slice(0, networksShown), others: othersOf(ranked.slice(networksShown), ({ denied }) => denied) };
}

function networkSums(byName: Map<string, NetworkSums>, network: string): NetworkSums {
  const known = byName.get(network) ?? { network, denied: 0, sources: 0 };
  byName.set(network, known);
  return known;
}
