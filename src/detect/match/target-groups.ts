import type { Target } from '../../model/facts.ts';
import type { NamedTarget } from '../../model/settings.ts';
import { isGroupOfAddresses } from './match-address.ts';
import { matchEntry } from './match-target.ts';

/** An entry of `targets` that stands for a group. */
export interface TargetGroup {
  /** Tells groups apart: what the entry matches by. */
  readonly key: string;
  readonly includes: (target: Target) => boolean;
}

/** Lists the groups of `targets`: entries that match by a CIDR of more than one address, or by a resource id. */
export function targetGroups(named: readonly NamedTarget[]): TargetGroup[] {
  return named
    .map(({ match }) => match.trim().toLowerCase())
    .filter((match) => match.startsWith('/') || isGroupOfAddresses(match))
    .map((match) => ({ key: `group ${match}`, includes: matchEntry(match) }));
}
