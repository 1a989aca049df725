import type { Finding } from '../../src/model/finding.ts';
import type { Announced, Incident } from '../../src/model/incident.ts';
import { doorOf, letInAtMs, ruleOf } from './findings/example-network.ts';
import { makeBreakthrough, makeLetInDoor } from './findings/make-breakthrough.ts';

const rule = ruleOf('UserRule_Allow', 'user', '/subscriptions/s/nsg');

/** What storage must keep as it is: quotes and tags, half bytes, what no log records. */
const awkward = makeBreakthrough({
  denials: 120,
  deniedDoors: [{ ...doorOf(3389), flows: 120 }],
  letInDoors: [makeLetInDoor(3389, { flows: 1, replied: 'unknown', allowedBy: rule })],
  letInFlows: 1,
  replied: 'unknown',
  packetsReceived: 0,
  bytesReceived: 0,
  bytesSent: 0.5,
  allowedBy: rule,
  why: ['denied 120 times — “quoted” & <tagged>'],
});

/** An open incident of a breakthrough; fields can be given. */
export function makeIncident(fields: Partial<Incident> = {}): Incident {
  return incidentOf(awkward, { id: 'bt-4f2a', ...fields });
}

/** An open incident of a finding (`findings` has one of every kind), told once and not sent; fields can be given. */
export function incidentOf(finding: Finding, fields: Partial<Incident> = {}): Incident {
  return {
    id: `${finding.finding.slice(0, 2)}-4f2a`,
    finding: finding.finding,
    key: finding.key,
    state: 'open',
    openedAtMs: finding.openedAtMs,
    lastSeenAtMs: finding.lastSeenAtMs,
    resolvedAtMs: null,
    latest: finding,
    severity: finding.severity,
    announced: null,
    silence: null,
    toldWith: null,
    posted: null,
    reasons: [{ atMs: finding.openedAtMs, reason: 'first', detail: 'told for the first time' }],
    outbox: [],
    ...fields,
  };
}

/** What was told of a finding by its message; fields can be given. */
export function announcedOf(finding: Finding, fields: Partial<Announced> = {}): Announced {
  return {
    severity: finding.severity,
    replied: 'replied' in finding ? finding.replied : 'unknown',
    score: finding.score,
    gapMs: 3_600_000,
    targets: finding.doors.map(({ target }) => `${target.mac} ${target.address}`),
    byDigest: false,
    atMs: letInAtMs,
    shown: finding,
    shownAtMs: letInAtMs,
    ...fields,
  };
}
