import { slotMs } from '../model/facts.ts';
import type { Blind } from '../model/findings/blind.ts';
import { lateRecords } from './blind/late-records.ts';
import { rejectedRecords } from './blind/rejected-records.ts';
import { oldDatabase, settingsProblem, undelivered } from './blind/self-checks.ts';
import type { Sight } from './blind/sight.ts';
import { silentFlowLogs } from './blind/silent-flow-logs.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';

/** What is looked at, each by its own file: the kinds of blindness. */
const checks: readonly ((detection: Detection) => readonly Sight[])[] = [
  silentFlowLogs,
  rejectedRecords,
  lateRecords,
  oldDatabase,
  settingsProblem,
  undelivered,
];

/** Finds what Knockwatch cannot see, and whether it can be heard. One finding a thing it is blind to, ordered by key. */
export function findBlindness(detection: Detection): readonly Blind[] {
  return checks
    .flatMap((check) => check(detection))
    .map(describeSight)
    .sort((a, b) => compareText(a.key, b.key));
}

function describeSight({ subject, blindness, sinceMs, untilMs, why }: Sight): Blind {
  return {
    finding: 'blind',
    key: [blindness.kind, ...(subject === null ? [] : [subject])].join(' '),
    severity: 'ops',
    openedAtMs: Math.floor(sinceMs / slotMs) * slotMs,
    lastSeenAtMs: untilMs,
    sources: [],
    doors: [],
    score: null,
    digestOnly: false,
    installedAtMs: 0,
    learning: null,
    why,
    blindness,
  };
}
