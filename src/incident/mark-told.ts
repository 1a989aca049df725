import type { Finding } from '../model/finding.ts';
import type { Replied } from '../model/findings/finding-core.ts';
import type { Announced, Incident } from '../model/incident.ts';
import { addToldTargets } from './told-targets.ts';

const hourMs = 3_600_000;
/** After a message the first reply waits an hour; each reply doubles it, up to a day. */
const firstGapMs = hourMs;
const longestGapMs = 24 * hourMs;

/** Notes that a post tells of an incident: what it says is what its message shows. */
export function markPosted(incident: Incident, nowMs: number): Incident {
  return { ...incident, announced: { ...said(incident, nowMs), gapMs: firstGapMs, byDigest: false } };
}

/** Notes that no message is sent for want of budget: the digest tells it. */
export function markLeftToDigest(incident: Incident, nowMs: number): Incident {
  return { ...incident, announced: { ...said(incident, nowMs), gapMs: firstGapMs, byDigest: true } };
}

/** Notes that a reply told of an incident; its message still shows what it did. */
export function markReplied(incident: Incident, nowMs: number): Incident {
  const { announced } = incident;
  if (announced === null) return markPosted(incident, nowMs);
  const { shown, shownAtMs, byDigest } = announced;
  const gapMs = Math.min(longestGapMs, announced.gapMs * 2);
  return { ...incident, announced: { ...said(incident, nowMs), shown, shownAtMs, gapMs, byDigest } };
}

/** Notes that an edit shows an incident as it is now; of one that was told before nothing is told by it. */
export function markEdited(incident: Incident, nowMs: number): Incident {
  const { announced, latest } = incident;
  if (announced === null) return markPosted(incident, nowMs);
  return { ...incident, announced: { ...announced, shown: latest, shownAtMs: nowMs } };
}

function said({ severity, latest, announced }: Incident, nowMs: number): Omit<Announced, 'gapMs' | 'byDigest'> {
  return {
    severity,
    replied: repliedOf(latest),
    score: latest.score,
    targets: addToldTargets(announced?.targets ?? [], latest),
    atMs: nowMs,
    shown: latest,
    shownAtMs: nowMs,
  };
}

const repliedOf = (finding: Finding): Replied => ('replied' in finding ? finding.replied : 'unknown');
