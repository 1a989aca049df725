import type { DigestHealth } from '../../model/digest/digest-health.ts';
import type { RejectionReason } from '../../model/rejection.ts';
import type { DigestInput } from '../digest-input.ts';

const placesShown = 20;
const lagQuantile = 0.95;

/** How Knockwatch itself was. */
export function healthOf({ parts, rejections, self }: DigestInput): DigestHealth {
  const sum = (pick: (log: (typeof parts.logs)[number]) => number): number =>
    parts.logs.reduce((total, log) => total + pick(log), 0);
  return {
    records: sum(({ records }) => records),
    tuples: sum(({ tuples }) => tuples),
    rejected: sum(({ rejected }) => rejected),
    reasons: countReasons(rejections.map(({ reason }) => reason)),
    places: rejections.slice(0, placesShown),
    replayDays: [...new Set(rejections.map(({ hour }) => `${hour.slice(0, 4)}-${hour.slice(4, 6)}-${hour.slice(6, 8)}`))].sort(),
    alsoLoggedElsewhere: sum(({ alsoLoggedElsewhere }) => alsoLoggedElsewhere),
    lagAtMostMinutes: lagOf(parts.lags),
    ...self,
  };
}

function countReasons(reasons: readonly RejectionReason[]): DigestHealth['reasons'] {
  return [...Map.groupBy(reasons, (reason) => reason)]
    .map(([reason, { length: count }]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** `lags`: the smallest first. */
function lagOf(lags: DigestInput['parts']['lags']): number | null {
  let needed = lagQuantile * lags.reduce((sum, { records }) => sum + records, 0);
  for (const { atMostMinutes, records } of lags) {
    needed -= records;
    if (needed <= 0) return atMostMinutes;
  }
  return null;
}
