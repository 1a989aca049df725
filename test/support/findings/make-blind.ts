import type { Blind, Blindness } from '../../../src/model/findings/blind.ts';
import { core } from './example-network.ts';

/** Path of an NSG's logs, as `Stream.flowLog` holds it. */
export const exampleFlowLog =
  'RESOURCEID=/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/RESOURCEGROUPS/RG-PROD/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/NSG-DB';

/** What there is to be blind to, one of each kind. */
export const blindnesses = {
  'silent-flow-log': { kind: 'silent-flow-log', flowLog: exampleFlowLog, silentSinceMs: Date.UTC(2026, 10, 22, 0, 40) },
  'rejected-records': { kind: 'rejected-records', flowLog: exampleFlowLog, hour: '2026112202', rejected: 42, records: 1_400 },
  'late-records': { kind: 'late-records', late: 120, records: 1_000, minutes: 15 },
  'old-database': { kind: 'old-database', builtAtMs: Date.UTC(2026, 9, 1), days: 52 },
  'invalid-settings': {
    kind: 'invalid-settings',
    problem: 'knockwatch.yaml:12:5 findings.exposures: unknown, did you mean exposure?',
  },
  undelivered: { kind: 'undelivered', sinceMs: Date.UTC(2026, 10, 22, 2, 5), messages: 4 },
} as const satisfies Record<Blindness['kind'], Blindness>;

const whyBlind: Readonly<Record<Blindness['kind'], readonly string[]>> = {
  'silent-flow-log': [
    'NSG-DB has no record since 2026-11-22 00:40 UTC: none in the last two whole clock hours, both of which had records seven and fourteen days before.',
  ],
  'rejected-records': [
    '2026-11-22 02:00 to 03:00 UTC: 42 parts of NSG-DB could not be read, beside 1400 records that could (more than 1 % of them, and at least 10).',
  ],
  'late-records': [
    '120 of the 1000 records counted in the last 30 minutes came more than 15 minutes after their own time (more than 5 %, of at least 20).',
  ],
  'old-database': ['The country database was built on 2026-10-01, 52 days ago (more than 45 days).'],
  'invalid-settings': [],
  undelivered: ['4 messages could not be delivered, the oldest since 2026-11-22 02:05 UTC (an hour or more).'],
};

/** Blind to one thing; ops. */
export function makeBlind(blindness: Blindness = blindnesses['silent-flow-log'], fields: Partial<Blind> = {}): Blind {
  return {
    ...core,
    finding: 'blind',
    key: blindness.kind,
    severity: 'ops',
    openedAtMs: Date.UTC(2026, 10, 22, 3, 0),
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 20),
    sources: [],
    doors: [],
    blindness,
    why: whyBlind[blindness.kind],
    ...fields,
  };
}
