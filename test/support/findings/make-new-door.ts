import type { NewDoor } from '../../../src/model/findings/new-door.ts';
import { core, doorOf, letInAtMs, ruleOf } from './example-network.ts';

/** Someone new by SSH on vm-db1. */
export function makeNewDoor(fields: Partial<NewDoor> = {}): NewDoor {
  return {
    ...core,
    finding: 'new-door',
    key: '6/22 0022480000AA 10.0.0.4',
    severity: 'low',
    digestOnly: true,
    openedAtMs: letInAtMs,
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 20),
    sources: ['198.51.100.77'],
    doors: [doorOf(22)],
    door: doorOf(22),
    targetName: 'vm-db1',
    flows: 2,
    countries: ['DE'],
    allowedBy: ruleOf('UserRule_AllowSshAdmins', 'user'),
    why: [
      '1 source let in for the first time in 13 days of history, the first at 2026-11-22 03:10 UTC.',
      'The door did not stand open to any then, and the settings do not expect them there.',
      'Low, because whoever opened the door to them will most often know them.',
    ],
    ...fields,
  };
}
