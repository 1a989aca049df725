import type { LockedOut } from '../../../src/model/findings/locked-out.ts';
import { core, denyAll, doorOf } from './example-network.ts';

/** The office, denied SSH on vm-db1 by the NSG's default rule: medium. */
export function makeLockedOut(fields: Partial<LockedOut> = {}): LockedOut {
  return {
    ...core,
    finding: 'locked-out',
    key: 'office 6/22 0022480000AA 10.0.0.4',
    severity: 'medium',
    openedAtMs: Date.UTC(2026, 10, 22, 2, 55),
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 20),
    sources: ['198.51.100.20'],
    doors: [doorOf(22)],
    label: 'office',
    door: doorOf(22),
    targetName: 'vm-db1',
    country: 'DE',
    denials: 14,
    firstDeniedAtMs: Date.UTC(2026, 10, 22, 2, 50),
    lastDeniedAtMs: Date.UTC(2026, 10, 22, 3, 15),
    deniedBy: denyAll,
    lastLetInAtMs: Date.UTC(2026, 10, 22, 2, 35),
    why: [
      '6 denials in the 15 minutes up to 2026-11-22 03:00 UTC, in 2 of its three slots of five minutes (at least 3, in two of three).',
      'The settings expect these sources at that door (expectedSources).',
      'Medium, because someone who should come in is turned away.',
    ],
    ...fields,
  };
}
