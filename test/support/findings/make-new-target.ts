import type { NewTarget } from '../../../src/model/findings/new-target.ts';
import { core, exampleTarget, letInAtMs } from './example-network.ts';

/** A target that was not there before. */
export function makeNewTarget(fields: Partial<NewTarget> = {}): NewTarget {
  const target = { ...exampleTarget, mac: '0022480000FF', address: '10.0.9.9' };
  return {
    ...core,
    finding: 'new-target',
    key: '0022480000FF 10.0.9.9',
    severity: 'low',
    digestOnly: true,
    openedAtMs: letInAtMs,
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 20),
    sources: [],
    doors: [],
    target,
    targetName: 'vm-test7',
    denied: 40,
    allowed: 2,
    why: [
      'Reached from the internet at 2026-11-22 03:10 UTC, for the first time in 13 days of history.',
      'Low, because a new machine with a public address is news, not yet a danger.',
    ],
    ...fields,
  };
}
