import type { Finding } from '../../model/finding.ts';
import type { Door } from '../../model/findings/finding-core.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { targetLabel } from '../target-label.ts';

/** An entry of `expectedSources` as it is to be written: what a finding saw, nothing more. */
export interface ExpectedEntry {
  readonly sources: readonly string[];
  /** `3389`, or `161/udp`. */
  readonly ports: readonly string[];
  /** What the settings know the target by: its name there, else its MAC or address. */
  readonly target: string;
  /** What people call the target. */
  readonly targetName: string;
}

/** Findings that leave out whom the settings expect at a door. Rules of the user's own count them all the same. */
const leavesOutExpected: ReadonlySet<string> = new Set(['breakthrough', 'targeted', 'new-door']);
const tcp = 6;
const udp = 17;
/** Settings know ports of these protocols only. */
const hasPort = ({ protocol }: Door): boolean => protocol === tcp || protocol === udp;

/** Whether a finding would not be one if its sources were expected. */
export const canBeExpected = (finding: Finding): boolean =>
  leavesOutExpected.has(finding.finding) && finding.sources.length > 0 && finding.doors.some(hasPort);

/** The entries that would have kept findings from being told: one for the same sources at one target. */
export function expectedEntries(
  findings: readonly Finding[],
  { targets }: Pick<DetectionSettings, 'targets'>,
): readonly ExpectedEntry[] {
  const entries = findings.filter(canBeExpected).flatMap((finding) => entriesOf(finding, targets));
  const bySourcesAndTarget = Map.groupBy(entries, ({ sources, target }) => `${sources.join(' ')}\n${target}`);
  return [...bySourcesAndTarget.values()].flatMap(mergePorts);
}

function entriesOf(finding: Finding, named: DetectionSettings['targets']): readonly ExpectedEntry[] {
  const targetName = 'targetName' in finding ? finding.targetName : '';
  const isNamed = named.some(({ name }) => name === targetName);
  const nameOf = ({ mac, address }: Door['target']): string => (isNamed ? targetName : mac || address);
  return finding.doors.filter(hasPort).map((door) => ({
    sources: [...finding.sources].sort(),
    ports: [portText(door)],
    target: nameOf(door.target),
    targetName: targetLabel(targetName),
  }));
}

const portText = ({ port, protocol }: Door): string => (protocol === udp ? `${port}/udp` : String(port));

function mergePorts([first, ...others]: readonly ExpectedEntry[]): readonly ExpectedEntry[] {
  if (first === undefined) return [];
  return [{ ...first, ports: [...new Set([first, ...others].flatMap(({ ports }) => ports))] }];
}
