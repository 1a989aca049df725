import type { FirstStart, OpenDoor } from '../../../src/model/findings/first-start.ts';
import { core, doorOf, ruleOf } from './example-network.ts';

/** A door that stands open when Knockwatch begins. */
export const makeOpenDoor = (targetName: string, port: number, fields: Partial<OpenDoor> = {}): OpenDoor => ({
  ...doorOf(port),
  targetName,
  openedAtMs: Date.UTC(2026, 10, 21, 9, 25),
  allowedBy: ruleOf('UserRule_AllowSshFromAny', 'user'),
  ...fields,
});

/** Twelve targets, three flow logs, two doors that stand open. */
export function makeFirstStart(fields: Partial<FirstStart> = {}): FirstStart {
  const openDoors = fields.openDoors ?? [
    makeOpenDoor('vm-jump1', 22),
    makeOpenDoor('vm-web1', 3389, { allowedBy: ruleOf('AllowRdp', 'security-admin', '') }),
  ];
  return {
    ...core,
    finding: 'first-start',
    key: 'first-start',
    severity: 'ops',
    openedAtMs: Date.UTC(2026, 10, 22, 3, 10),
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 20),
    sources: [],
    doors: [],
    flowLogs: 3,
    targets: 12,
    watchedPorts: 25,
    watchedSinceMs: Date.UTC(2026, 10, 21, 4),
    isComplete: true,
    openDoors,
    told: ['breakthrough', 'exposure', 'locked-out', 'campaign', 'targeted', 'blind'],
    shadowed: ['new-target', 'new-door'],
    learnsUntilMs: Date.UTC(2026, 10, 28),
    why: [],
    ...fields,
  };
}
