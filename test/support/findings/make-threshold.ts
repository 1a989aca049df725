import type { ThresholdReached } from '../../../src/model/findings/threshold-reached.ts';
import type { ThresholdRule } from '../../../src/model/threshold-rule.ts';
import { core, tcp } from './example-network.ts';

/** A rule of the user's: 50 denied attempts on RDP within an hour by one source, on three targets. */
export function makeThresholdRule(fields: Partial<ThresholdRule> = {}): ThresholdRule {
  return {
    name: 'rdp-from-one-address',
    ports: [tcp * 65536 + 3389],
    decision: 'denied',
    count: 50,
    withinMs: 3_600_000,
    per: 'source',
    distinct: { of: 'target', atLeast: 3 },
    countries: { only: [], except: ['JP'] },
    severity: 'medium',
    mode: 'on',
    ...fields,
  };
}

/** That rule, met by 62 attempts. */
export function makeThreshold(fields: Partial<ThresholdReached> = {}): ThresholdReached {
  return {
    ...core,
    finding: 'threshold:rdp-from-one-address',
    key: '203.0.113.7',
    severity: 'medium',
    openedAtMs: Date.UTC(2026, 10, 22, 3, 0),
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 15),
    sources: ['203.0.113.7'],
    doors: [],
    rule: makeThresholdRule(),
    group: '203.0.113.7',
    attempts: 62,
    distinct: 4,
    fromMs: Date.UTC(2026, 10, 22, 2, 15),
    toMs: Date.UTC(2026, 10, 22, 3, 15),
    sourceCount: 1,
    countries: ['CN'],
    targetNames: ['vm-db1', 'vm-db2', 'vm-jump1', 'vm-web1'],
    why: [
      'Rule rdp-from-one-address: at least 50 denied attempts on 3389/tcp within 1 hour by source, with at least 3 different targets, not from JP.',
      'For 203.0.113.7, 2026-11-22 02:15 to 03:15 UTC: 62 attempts, 4 different targets.',
    ],
    ...fields,
  };
}
