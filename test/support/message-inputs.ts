import type { Breakthrough, LetInDoor } from '../../src/model/findings/breakthrough.ts';
import type { MessageInput, ToldIncident } from '../../src/model/message-input.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';

/** 2026-11-22 03:20 UTC, when the messages of the examples are made. */
export const nowMs = Date.UTC(2026, 10, 22, 3, 20);
/** Start of the slot of the let-in: 03:10 UTC. */
export const letInAtMs = Date.UTC(2026, 10, 22, 3, 10);

const subscription = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-prod/providers/Microsoft.Network';
const nsg = `${subscription}/networkSecurityGroups/nsg-db`;
const target = { mac: '0022480000AA', address: '10.0.0.4', resource: `${subscription}/virtualNetworks/vnet-prod` };
const allowedBy = { name: 'UserRule_AllowRdp', acl: nsg };

export const settings: DetectionSettings = {
  version: '9f8e7d6c',
  slack: { channel: '#security', criticalChannel: '#security-critical', opsChannel: '#ops', mention: { critical: 'S0ONCALL' } },
  watchedPorts: [
    { port: 22, protocol: 6, weight: 5, name: 'ssh' },
    { port: 3389, protocol: 6, weight: 8, name: 'rdp' },
    { port: 2222, protocol: 6, weight: 3, name: '' },
  ],
  findings: { breakthrough: 'on' },
  expectedSources: [],
  targets: [],
  suppressions: [],
};

const door = (port: number, fields: Partial<LetInDoor> = {}): LetInDoor => ({
  target,
  port,
  protocol: 6,
  letInAtMs,
  flows: 3,
  replied: 'yes',
  allowedBy,
  ...fields,
});

/** A breakthrough by RDP from China after 27 denials, answered; fields can be given. */
export function makeBreakthrough(fields: Partial<Breakthrough> = {}): Breakthrough {
  return {
    finding: 'breakthrough',
    key: '203.0.113.7 0022480000AA 10.0.0.4',
    severity: 'critical',
    source: '203.0.113.7',
    country: 'CN',
    door: { target, port: 3389, protocol: 6 },
    targetName: 'vm-db1',
    letInAtMs,
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 20),
    firstDeniedAtMs: Date.UTC(2026, 10, 21, 23, 40),
    lastDeniedAtMs: Date.UTC(2026, 10, 22, 3, 5),
    denials: 27,
    deniedDoors: [
      { target, port: 3389, protocol: 6, flows: 25 },
      { target, port: 22, protocol: 6, flows: 2 },
    ],
    letInFlows: 3,
    replied: 'yes',
    packetsReceived: 18,
    bytesReceived: 4_210,
    bytesSent: 3_900,
    letInDoors: [door(3389)],
    allowedBy,
    deniedBy: { name: 'DefaultRule_DenyAllInBound', acl: nsg },
    digestOnly: false,
    installedAtMs: Date.UTC(2026, 10, 1),
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
  letInDoors: [door(3389, { replied: 'no' })],
  why: ['Denied 25 times on 3389/tcp of this target (at least 3).', 'Medium, because nothing answered.'],
};

/** The log does not record replies. */
export const unrecorded: Partial<Breakthrough> = {
  replied: 'unknown',
  packetsReceived: 0,
  bytesReceived: 0,
  letInDoors: [door(3389, { replied: 'unknown' })],
  why: [
    'Denied 25 times on 3389/tcp of this target (at least 3).',
    'Critical, because whether packets came back is unknown (this log does not record replies), and it had 27 denials (20 or more).',
  ],
};

/** An open incident told for the first time; fields can be given. */
export function makeTold(id: string, finding: Breakthrough, fields: Partial<ToldIncident> = {}): ToldIncident {
  return {
    id,
    finding,
    severity: finding.severity,
    state: 'open',
    openedAtMs: finding.letInAtMs,
    lastSeenAtMs: finding.lastSeenAtMs,
    resolvedAtMs: null,
    announced: null,
    ...fields,
  };
}

/** The first message of one incident; fields can be given. */
export function makeInput(fields: Partial<MessageInput> = {}): MessageInput {
  return {
    turn: 'post',
    reason: 'first',
    detail: 'Let in at 2026-11-22 03:10 UTC after 27 denials; it was not told before.',
    incidents: [makeTold('bt-4f2a', makeBreakthrough())],
    layout: 'full',
    settings,
    atMs: nowMs,
    ...fields,
  };
}
