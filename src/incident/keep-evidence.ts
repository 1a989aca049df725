import type { Breakthrough } from '../model/findings/breakthrough.ts';
import type { Replied } from '../model/findings/finding-core.ts';

/**
 * Joins what was told of a breakthrough with what the window shows now. As the window moves on, first the denials and then the
 * let-ins fall out of it: what was told of them is kept, so that a message never counts backwards. An earlier let-in, which only late
 * data can bring, replaces it whole. Packets that came back stay said.
 */
export function keepEvidence(told: Breakthrough, now: Breakthrough): Breakthrough {
  if (now.letInAtMs < told.letInAtMs) return { ...now, replied: told.replied === 'yes' ? 'yes' : now.replied };
  if (now.letInAtMs > told.letInAtMs)
    return { ...told, lastSeenAtMs: now.lastSeenAtMs, replied: repliedInAll(told.replied, now.replied) };
  const denials = now.denials < told.denials ? denialsOf(told) : {};
  return { ...now, ...denials, replied: told.replied === 'yes' ? 'yes' : now.replied };
}

function denialsOf({
  severity,
  denials,
  deniedDoors,
  firstDeniedAtMs,
  lastDeniedAtMs,
  deniedBy,
  why,
}: Breakthrough): Partial<Breakthrough> {
  return { severity, denials, deniedDoors, firstDeniedAtMs, lastDeniedAtMs, deniedBy, why };
}

/** What was not measured while it could be seen stays unknown. */
function repliedInAll(told: Replied, now: Replied): Replied {
  if (told === 'yes' || now === 'yes') return 'yes';
  return told === now ? told : 'unknown';
}
