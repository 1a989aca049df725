import type { FindingMode } from '../../model/finding-kind.ts';
import type { FirstStart } from '../../model/findings/first-start.ts';
import type { DetectionSettings } from '../../model/settings.ts';

/** With fewer targets "aimed at you" cannot be known: such findings are for the digest only, or not looked for. */
const leastTargets = 2;

/**
 * Names the findings that are told and those that are only counted, users' own rules among them, as they work out here: without a list of
 * expected sources nobody can be locked out, and with one target there is neither a campaign nor anything that is certainly targeted.
 */
export function modesOfFindings(
  { findings, thresholds, expectedSources }: Pick<DetectionSettings, 'findings' | 'thresholds' | 'expectedSources'>,
  targets: number,
): Pick<FirstStart, 'told' | 'shadowed'> {
  const modes: Record<string, FindingMode> = {
    ...findings,
    ...Object.fromEntries(thresholds.map(({ name, mode }) => [`threshold:${name}`, mode])),
  };
  if (expectedSources.length === 0) modes['locked-out'] = 'off';
  if (targets < leastTargets) modes['campaign'] = 'off';
  if (targets < leastTargets && findings.targeted === 'on') modes['targeted'] = 'shadow';
  const named = (wanted: FindingMode) => Object.keys(modes).filter((name) => modes[name] === wanted);
  return { told: named('on'), shadowed: named('shadow') };
}
