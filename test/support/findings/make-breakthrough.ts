import type { Breakthrough, LetInDoor } from '../../../src/model/findings/breakthrough.ts';
import { allowRdp, core, denyAll, doorOf, letInAtMs } from './example-network.ts';

/** A let-in of the example breakthrough. */
export const makeLetInDoor = (port: number, fields: Partial<LetInDoor> = {}): LetInDoor => ({
  ...doorOf(port),
  letInAtMs,
  flows: 3,
  replied: 'yes',
  allowedBy: allowRdp,
  ...fields,
});

/** By RDP from China after 27 denials, answered: critical. */
export function makeBreakthrough(fields: Partial<Breakthrough> = {}): Breakthrough {
  return {
    ...core,
    finding: 'breakthrough',
    key: '203.0.113.7 0022480000AA 10.0.0.4',
    severity: 'critical',
    openedAtMs: fields.letInAtMs ?? letInAtMs,
    sources: [fields.source ?? '203.0.113.7'],
    doors: [doorOf(3389)],
    source: '203.0.113.7',
    country: 'CN',
    door: doorOf(3389),
    targetName: 'vm-db1',
    letInAtMs,
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 20),
    firstDeniedAtMs: Date.UTC(2026, 10, 21, 23, 40),
    lastDeniedAtMs: Date.UTC(2026, 10, 22, 3, 5),
    denials: 27,
    deniedDoors: [
      { ...doorOf(3389), flows: 25 },
      { ...doorOf(22), flows: 2 },
    ],
    letInFlows: 3,
    replied: 'yes',
    packetsReceived: 18,
    bytesReceived: 4_210,
    bytesSent: 3_900,
    letInDoors: [makeLetInDoor(3389)],
    allowedBy: allowRdp,
    deniedBy: denyAll,
    why: [
      'Denied 25 times on 3389/tcp of this target (at least 3).',
      'Then, or in the same five minutes, let in on 3389/tcp at 03:10 UTC, for the first time in the window.',
      'Until then fewer than 5 different networks in a row had been let in there: that door does not stand open to any.',
      'Critical, because packets came back, and it had 27 denials (20 or more).',
    ],
    ...fields,
  };
}

/** Nothing came back. */
export const unanswered: Partial<Breakthrough> = {
  severity: 'medium',
  replied: 'no',
  packetsReceived: 0,
  bytesReceived: 0,
  letInDoors: [makeLetInDoor(3389, { replied: 'no' })],
  why: ['Denied 25 times on 3389/tcp of this target (at least 3).', 'Medium, because nothing answered.'],
};

/** The log does not record replies. */
export const unrecorded: Partial<Breakthrough> = {
  replied: 'unknown',
  packetsReceived: 0,
  bytesReceived: 0,
  letInDoors: [makeLetInDoor(3389, { replied: 'unknown' })],
  why: [
    'Denied 25 times on 3389/tcp of this target (at least 3).',
    'Critical, because whether packets came back is unknown (this log does not record replies), and it had 27 denials (20 or more).',
  ],
};
