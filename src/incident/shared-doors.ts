import type { Finding } from '../model/finding.ts';

/** Sources that tried so many ports are about no door in particular. */
const portsOfScan = 4;

/** What is for the digest, or about the network as a whole. */
const standsAlone: ReadonlySet<string> = new Set(['new-target', 'new-door', 'first-start']);

/** The doors of a finding as texts to compare: target and port. */
export const doorTexts = ({ doors }: Finding): readonly string[] =>
  doors.map(({ target, port, protocol }) => `${target.mac} ${target.address} ${port}/${protocol}`);

/** Whether a finding may share a message with others of its target and port. */
export function joinsByDoor(finding: Finding): boolean {
  if (standsAlone.has(finding.finding)) return false;
  if (finding.finding === 'targeted' && finding.portsTouched >= portsOfScan) return false;
  return finding.doors.length > 0;
}
