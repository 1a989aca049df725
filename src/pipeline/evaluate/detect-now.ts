import { detectFindings } from '../../detect/detect-findings.ts';
import { findSuppressions } from '../../detect/find-suppressions.ts';
import type { Detected } from '../../incident/decision.ts';
import type { SelfCheck } from '../../model/detection-input.ts';
import type { Incident } from '../../model/incident.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import type { Evidence } from './gather-evidence.ts';

/** What the window shows, then what late hours show besides. */
export function detectNow(
  evidence: Evidence,
  settings: DetectionSettings,
  stored: readonly Incident[],
  nowMs: number,
): Detected[] {
  const { databaseBuiltAtMs, isRealTime, settingsProblem, late, window, hours, histories, start, installation } = evidence;
  const self: SelfCheck = { databaseBuiltAtMs, isRealTime, settingsProblem, undelivered: undeliveredOf(stored) };
  const found = detectFindings({ window, hours, histories, start, installation, settings, self, nowMs });
  const foundNow = new Set(found.map(({ finding, key }) => `${finding} ${key}`));
  const onlyLate = late.filter(({ finding, key }) => !foundNow.has(`${finding} ${key}`));
  const suppressionsOf = findSuppressions(settings);
  return [...found, ...onlyLate].map((finding, i) => ({
    finding,
    suppressions: suppressionsOf(finding),
    isLate: i >= found.length,
  }));
}

function undeliveredOf(stored: readonly Incident[]): SelfCheck['undelivered'] {
  const waiting = stored
    .flatMap(({ outbox }) => outbox)
    .filter(({ delivery }) => delivery.step === 'queued' || delivery.step === 'sending');
  return waiting.length === 0
    ? null
    : { messages: waiting.length, sinceMs: Math.min(...waiting.map(({ queuedAtMs }) => queuedAtMs)) };
}
