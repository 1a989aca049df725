import type { Breakthrough } from '../../src/model/findings/breakthrough.ts';
import type { Incident } from '../../src/model/incident.ts';

const target = { mac: '0022480000AA', address: '10.0.0.4', resource: '/subscriptions/s/networkInterfaces/vm-db1' };
const rule = { name: 'UserRule_Allow', acl: '/subscriptions/s/nsg' };

const finding: Breakthrough = {
  finding: 'breakthrough',
  key: '203.0.113.7 0022480000AA 10.0.0.4',
  severity: 'critical',
  source: '203.0.113.7',
  country: 'CN',
  door: { target, port: 3389, protocol: 6 },
  targetName: 'vm-db1',
  letInAtMs: 1_795_302_000_000,
  lastSeenAtMs: 1_795_302_300_000,
  firstDeniedAtMs: 1_795_300_000_000,
  lastDeniedAtMs: 1_795_301_000_000,
  denials: 120,
  deniedDoors: [{ target, port: 3389, protocol: 6, flows: 120 }],
  letInDoors: [{ target, port: 3389, protocol: 6, letInAtMs: 1_795_302_000_000, flows: 1, replied: 'unknown', allowedBy: rule }],
  digestOnly: false,
  installedAtMs: 1_795_000_000_000,
  letInFlows: 1,
  replied: 'unknown',
  packetsReceived: 0,
  bytesReceived: 0,
  bytesSent: 0.5,
  allowedBy: rule,
  deniedBy: { name: 'DefaultRule_DenyAllInBound', acl: rule.acl },
  why: ['denied 120 times — “quoted” & <tagged>'],
};

/** An open incident; fields can be given. */
export function makeIncident(fields: Partial<Incident> = {}): Incident {
  return {
    id: 'bt-4f2a',
    finding: 'breakthrough',
    key: finding.key,
    state: 'open',
    openedAtMs: finding.letInAtMs,
    lastSeenAtMs: finding.lastSeenAtMs,
    resolvedAtMs: null,
    latest: finding,
    severity: 'critical',
    announced: null,
    toldWith: null,
    posted: null,
    reasons: [{ atMs: finding.letInAtMs, reason: 'first', detail: 'told for the first time' }],
    outbox: [],
    ...fields,
  };
}
