import { prefixRange } from '../match/network-block.ts';
import type { BestScore } from './best-score.ts';
import { attemptsCounted } from './count-attempts.ts';
import { groupByPrefix } from './group-by-prefix.ts';

/** So many sources of a prefix at one door make it one that is scored. */
export const fewestSources = 5;

/** A source or prefix whose score may reach the lowest bound. */
export interface Suspect {
  readonly scope: 'source' | 'prefix';
  /** IPv4 address or IPv6 /64; IPv4 /24 or IPv6 /48 of a prefix. */
  readonly name: string;
  /** Its sources that made attempts, by their index in the facts. */
  readonly members: readonly number[];
}

/** Chooses the few sources and prefixes, out of perhaps a million, whose number of attempts can make a score that reaches a bound. */
export function chooseSuspects(
  addresses: readonly string[],
  attempts: Uint8Array,
  bestScore: BestScore,
  lowest: number,
): Suspect[] {
  const suspects: Suspect[] = [];
  const fewest = fewestAttempts(bestScore, lowest);
  for (let source = 0; source < addresses.length; source++) {
    if ((attempts[source] ?? 0) < fewest) continue;
    suspects.push({ scope: 'source', name: addresses[source] ?? '', members: [source] });
  }
  for (const members of groupByPrefix(addresses, attempts, fewestSources)) {
    const count = members.reduce((sum, source) => sum + (attempts[source] ?? 0), 0);
    if (bestScore(count, members.length) < lowest) continue;
    suspects.push({ scope: 'prefix', name: prefixRange(addresses[members[0] ?? 0] ?? ''), members });
  }
  return suspects;
}

/** Of a single source: the score rises with them. */
function fewestAttempts(bestScore: BestScore, lowest: number): number {
  let attempts = 1;
  while (attempts <= attemptsCounted && bestScore(attempts, 1) < lowest) attempts++;
  return attempts;
}
