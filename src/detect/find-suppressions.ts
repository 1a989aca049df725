import type { PortKey, Target } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Door } from '../model/findings/finding-core.ts';
import type { DetectionSettings, Suppression } from '../model/settings.ts';
import { matchAddress } from './match/match-address.ts';
import { matchTarget } from './match/match-target.ts';
import { portKey } from './watched-ports.ts';

/**
 * Makes the function that lists the suppressions which cover a finding, whether or not they have expired. One that names a source covers
 * a finding all of whose sources lie in it; one that names a target or port, a finding all of whose doors do. What a suppression does
 * not name it does not ask for.
 */
export function findSuppressions({ suppressions, targets }: DetectionSettings): (finding: Finding) => Suppression[] {
  const tests = suppressions.map((suppression) => ({ suppression, covers: readSuppression(suppression, targets) }));
  return (finding) => tests.filter(({ covers }) => covers(finding)).map(({ suppression }) => suppression);
}

function readSuppression(suppression: Suppression, named: DetectionSettings['targets']): (finding: Finding) => boolean {
  const { finding: wanted, source, target, port } = suppression;
  const includesSource = source === null ? null : matchAddress([source]);
  const includesTarget = target === null ? null : matchTarget([target], named);
  const isAll = <T>(values: readonly T[], test: (value: T) => boolean): boolean => values.length > 0 && values.every(test);
  return (finding) =>
    (wanted === null || wanted === finding.finding) &&
    (includesSource === null || isAll(finding.sources, includesSource)) &&
    (includesTarget === null || isAll(targetsOf(finding), includesTarget)) &&
    (port === null || isAll(portsOf(finding), (one) => one === port));
}

/** A campaign is about a port, a new target about a target, and neither about a door. */
const targetsOf = (finding: Finding): readonly Target[] =>
  finding.finding === 'new-target' ? [finding.target] : finding.doors.map(({ target }) => target);

function portsOf(finding: Finding): readonly PortKey[] {
  const ports: readonly Pick<Door, 'port' | 'protocol'>[] = finding.finding === 'campaign' ? [finding] : finding.doors;
  return ports.map(({ port, protocol }) => portKey(port, protocol));
}
