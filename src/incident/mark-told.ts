import type { Finding } from '../model/finding.ts';
import type { Replied } from '../model/findings/finding-core.ts';
import type { Incident } from '../model/incident.ts';

/** Notes that a post tells of an incident: what it says is what its message shows. */
export function markPosted(incident: Incident, nowMs: number): Incident {
  const { severity, latest } = incident;
  return {
    ...incident,
    announced: {
      severity,
      replied: repliedOf(latest),
      score: latest.score,
      gapMs: 3_600_000,
      byDigest: false,
      atMs: nowMs,
      shown: latest,
      shownAtMs: nowMs,
    },
  };
}

/** Notes that a reply told of an incident; its message still shows what it did. */
export function markReplied(incident: Incident, nowMs: number): Incident {
  const { announced, severity, latest } = incident;
  return announced === null
    ? incident
    : { ...incident, announced: { ...announced, severity, replied: repliedOf(latest), atMs: nowMs } };
}

/** Notes that an edit shows an incident as it is now; nothing was told by it. */
export function markEdited(incident: Incident, nowMs: number): Incident {
  const { announced, latest } = incident;
  return announced === null ? incident : { ...incident, announced: { ...announced, shown: latest, shownAtMs: nowMs } };
}

const repliedOf = (finding: Finding): Replied => ('replied' in finding ? finding.replied : 'unknown');
