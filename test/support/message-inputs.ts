import { defaultWatchedPorts } from '../../src/config/default-watched-ports.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { MessageInput, ToldIncident } from '../../src/model/message-input.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { nowMs } from './findings/example-network.ts';
import { makeBreakthrough } from './findings/make-breakthrough.ts';

export const settings: DetectionSettings = {
  version: '9f8e7d6c',
  slack: {
    channel: '#security',
    criticalChannel: '#security-critical',
    opsChannel: '#ops',
    mention: { critical: 'S0ONCALL' },
    mayAct: [],
  },
  watchedPorts: defaultWatchedPorts,
  findings: {
    breakthrough: 'on',
    exposure: 'on',
    'locked-out': 'on',
    campaign: 'on',
    targeted: 'on',
    'new-target': 'on',
    'new-door': 'on',
    blind: 'on',
  },
  bounds: {
    breakthrough: { denials: 3, criticalDenials: 20 },
    lockedOut: { denials: 3 },
    campaign: { times: 3, prefixes: 20 },
    targeted: { low: 45, medium: 60, high: 80 },
  },
  budget: { perDay: 5, targeted: 4, low: 3 },
  digest: { hour: 8, timeZone: 'Europe/Berlin' },
  thresholds: [],
  expectedSources: [],
  knownScanners: [],
  targets: [],
  suppressions: [],
};

/** An open incident told for the first time; fields can be given. */
export function makeTold(id: string, finding: Finding, fields: Partial<ToldIncident> = {}): ToldIncident {
  return {
    id,
    finding,
    severity: finding.severity,
    state: 'open',
    openedAtMs: finding.openedAtMs,
    lastSeenAtMs: finding.lastSeenAtMs,
    resolvedAtMs: null,
    announced: null,
    silence: null,
    ...fields,
  };
}

/** The first message of one incident, without buttons; fields can be given. */
export function makeInput(fields: Partial<MessageInput> = {}): MessageInput {
  const { incidents = [makeTold('bt-4f2a', makeBreakthrough())] } = fields;
  return {
    turn: 'post',
    reason: 'first',
    detail: 'Let in at 2026-11-22 03:10 UTC after 27 denials; it was not told before.',
    incidents,
    carrierId: incidents[0].id,
    hasButtons: false,
    layout: 'full',
    late: null,
    settings,
    atMs: nowMs,
    ...fields,
  };
}
