import type { Detection } from '../detection.ts';
import { clockHour, hourMs } from '../history/clock-hours.ts';
import { minuteText } from '../words/minute-text.ts';
import { flowLogName } from './flow-log-name.ts';
import { recordedHours } from './recorded-hours.ts';
import { type Sight, slotEnd } from './sight.ts';

const dayMs = 24 * hourMs;
/** Of an hour that ended so long ago the first records have come, even where they are slow. */
const settledAfterMs = 20 * 60_000;
/** A whole clock hour is silent, by its start. */
type IsSilent = (startMs: number) => boolean;

/**
 * Flow logs without a record in the last two whole clock hours, nor since, both of which had records seven and fourteen days before: a
 * network that sleeps at night or at weekends is no more silent than usual. One target of many that is silent is not looked at.
 */
export function silentFlowLogs({ hours, histories, nowMs }: Detection): readonly Sight[] {
  const lastMs = Math.floor((nowMs - settledAfterMs) / hourMs) * hourMs - hourMs;
  const read = new Set(hours.map(({ hour }) => hour));
  if (![lastMs, lastMs - hourMs].every((startMs) => read.has(clockHour(startMs)))) return [];
  return [...recordedHours(histories, hours)].flatMap(([flowLog, recorded]) => {
    const isSilent: IsSilent = (startMs) =>
      !recorded.has(startMs) && recorded.has(startMs - 7 * dayMs) && recorded.has(startMs - 14 * dayMs);
    const lastRecordedMs = Math.max(...[...recorded].filter((startMs) => startMs <= nowMs));
    if (!isPairSilent(isSilent, lastMs) || lastRecordedMs > lastMs) return [];
    return [describe(flowLog, firstPairMs(isSilent, lastMs), lastRecordedMs + hourMs, nowMs)];
  });
}

function isPairSilent(isSilent: IsSilent, startMs: number): boolean {
  return isSilent(startMs) && isSilent(startMs - hourMs);
}

/** The first hour of the stretch that ends with one, which together with the hour before it said so. */
function firstPairMs(isSilent: IsSilent, startMs: number): number {
  let firstMs = startMs;
  while (isPairSilent(isSilent, firstMs - hourMs)) firstMs -= hourMs;
  return firstMs;
}

function describe(flowLog: string, decidedBy: number, silentSinceMs: number, nowMs: number): Sight {
  return {
    blindness: { kind: 'silent-flow-log', flowLog, silentSinceMs },
    subject: flowLog,
    sinceMs: decidedBy + hourMs + settledAfterMs,
    untilMs: slotEnd(nowMs),
    why: [
      `${flowLogName(flowLog)} has no record since ${minuteText(silentSinceMs)}: none in the last two whole clock hours, both of which had records seven and fourteen days before.`,
    ],
  };
}
