import type { Finding } from '../model/finding.ts';
import type { DetectionSettings, Suppression } from '../model/settings.ts';
import { matchAddress } from './match-address.ts';
import { matchTarget } from './match-target.ts';
import { portKey } from './watched-ports.ts';

/**
 * Makes the function that lists the suppressions which cover a finding, whether or not they have expired. One that names no finding,
 * source, target or port covers any; a port is that of the door the source was let in through.
 */
export function findSuppressions({ suppressions, targets }: DetectionSettings): (finding: Finding) => Suppression[] {
  const tests = suppressions.map((suppression) => ({ suppression, covers: readSuppression(suppression, targets) }));
  return (finding) => tests.filter(({ covers }) => covers(finding)).map(({ suppression }) => suppression);
}

function readSuppression(suppression: Suppression, named: DetectionSettings['targets']): (finding: Finding) => boolean {
  const includesSource = suppression.source === null ? () => true : matchAddress([suppression.source]);
  const includesTarget = matchTarget(suppression.target === null ? [] : [suppression.target], named);
  return ({ finding, source, door }) =>
    (suppression.finding === null || suppression.finding === finding) &&
    includesSource(source) &&
    includesTarget(door.target) &&
    (suppression.port === null || suppression.port === portKey(door.port, door.protocol));
}
