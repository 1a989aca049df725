import type { Exposure } from '../model/findings/exposure.ts';

/**
 * Joins what was known of an exposure with what is found now. The history forgets after 14 days: of a door that stands open longer, it no
 * longer knows since when, nor what was before; what is known stays. A door that is closed lets nobody in any more: its numbers, which
 * leave the window, stay what they were.
 */
export function keepExposure(known: Exposure, now: Exposure): Exposure {
  const isSameOpening = known.openedAtMs === now.openedAtMs || (now.before === 'unknown' && known.state === 'open');
  if (!isSameOpening) return now;
  const { openedAtMs, before, isFromStart } = known.openedAtMs < now.openedAtMs ? known : now;
  const opening = { ...now, openedAtMs, before, isFromStart };
  return known.state === 'closed' && now.state === 'closed' ? { ...opening, ...letInsOf(known) } : opening;
}

function letInsOf({ flows, sourcesLetIn, networksLetIn, countries, replied, allowedBy, why }: Exposure): Partial<Exposure> {
  return { flows, sourcesLetIn, networksLetIn, countries, replied, allowedBy, why };
}

/** Whether an exposure found in an hour that was read late is one that is known already, however it ended since. */
export function isKnownOpening(known: Exposure, late: Exposure): boolean {
  return late.openedAtMs <= known.openedAtMs;
}
