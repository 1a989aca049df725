import type { Target } from '../../model/facts.ts';
import type { NamedTarget } from '../../model/settings.ts';
import { targetGroups } from '../match/target-groups.ts';
import { targetKey } from '../target-identity.ts';

/** What stands for a target among others: itself, or the group that settings name it in. */
export type StandsFor = (target: Target) => string;

/** Makes the function that tells what a target stands for: the members of a group, such as a scale set, are one of all targets. */
export function standFor(named: readonly NamedTarget[]): StandsFor {
  const groups = targetGroups(named);
  return (target) => groups.find(({ includes }) => includes(target))?.key ?? targetKey(target);
}
