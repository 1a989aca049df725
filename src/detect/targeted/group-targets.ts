import type { Target } from '../../model/facts.ts';
import type { Detection } from '../detection.ts';
import { targetGroups } from '../target-groups.ts';
import { targetKey } from '../target-identity.ts';

/** What stands for a target among others: itself, or the group that settings name it in. */
export type StandsFor = (target: Target) => string;

/** Makes the function that tells what a target stands for: the members of a group, such as a scale set, are one target to aim at. */
export function standFor({ settings }: Pick<Detection, 'settings'>): StandsFor {
  const groups = targetGroups(settings.targets);
  return (target) => groups.find(({ includes }) => includes(target))?.key ?? targetKey(target);
}

/** The same detection with the members of each group as one target: the first that the view has. */
export function groupTargets(detection: Detection, standsFor: StandsFor): Detection {
  const { view } = detection;
  const first = new Map<string, number>();
  const memberOf = view.targets.map(({ target }, place) => {
    const key = standsFor(target);
    const known = first.get(key) ?? place;
    first.set(key, known);
    return known;
  });
  return { ...detection, view: { ...view, targetOf: view.targetOf.map((place) => memberOf[place] ?? place) } };
}
