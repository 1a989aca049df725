import type { FlowLogCoverage } from '../../model/digest/coverage.ts';
import type { LogCounts } from '../../model/digest/day-parts.ts';
import type { DigestInput } from '../digest-input.ts';
import { clockHourStart } from '../local-day.ts';
import { hasSettled } from './data-state.ts';
import { hourSpans } from './hour-spans.ts';
import type { RecordedHours } from './recorded-hours.ts';

const hourMs = 3_600_000;
/** Azure ends NSG flow logs on this day. Source: https://learn.microsoft.com/azure/network-watcher/nsg-flow-logs-overview */
const nsgLogsEndOn = '2027-09-30';

/** Flow logs that were listed, or of which anything was read in the days that are known; by name. */
export function coverageOf(input: DigestInput, recorded: RecordedHours): readonly FlowLogCoverage[] {
  const ids = new Set([
    ...Object.keys(input.installation),
    ...recorded.byLog.keys(),
    ...input.parts.logs.map(({ flowLog }) => flowLog),
  ]);
  return [...ids]
    .map((id) => coverage(id, input, recorded))
    .sort((a, b) => (`${a.name}\n${a.id}` < `${b.name}\n${b.id}` ? -1 : 1));
}

function coverage(id: string, input: DigestInput, recorded: RecordedHours): FlowLogCoverage {
  const { day } = input;
  const log = input.parts.logs.find(({ flowLog }) => flowLog === id);
  const hours = recorded.byLog.get(id);
  const silentHours = day.hours.filter((hour) => isSilent(id, hour, input, recorded));
  const startsMs = [...(hours ?? [])].filter((startMs) => startMs < day.toMs);
  const lastRecordMs = startsMs.length === 0 ? null : Math.max(...startsMs) + hourMs;
  const kind = log?.kind ?? (/\/NETWORKSECURITYGROUPS\/[^/]*$/i.test(id) ? 'nsg' : 'vnet');
  return {
    id,
    name: input.words.flowLogName(id),
    kind,
    firstListedAtMs: input.installation[id] ?? null,
    state: lastRecordMs === null ? 'unseen' : isSilentNow(input, silentHours, log) ? 'silent' : 'recording',
    lastRecordMs,
    hoursWithRecords: log?.hours.length ?? 0,
    silentHours,
    silentSpans: hourSpans(silentHours),
    interfaces: log?.interfaces ?? 0,
    ...countsOf(log),
    retiresOn: kind === 'nsg' ? nsgLogsEndOn : null,
  };
}

function countsOf(log: LogCounts | undefined) {
  const { records = 0, tuples = 0, rejected = 0, alsoLoggedElsewhere = 0, flows = 0 } = log ?? {};
  return { records, tuples, rejected, alsoLoggedElsewhere, isReadTwice: flows > 0 && alsoLoggedElsewhere >= flows };
}

function isSilent(id: string, hour: string, { madeAtMs }: DigestInput, recorded: RecordedHours): boolean {
  return hasSettled(hour, madeAtMs) && recorded.missedBy(clockHourStart(hour)).includes(id);
}

/** It misses the newest hour that has ended, or had no record in all of a day whose hours have. */
function isSilentNow({ day, madeAtMs }: DigestInput, silentHours: readonly string[], log: LogCounts | undefined): boolean {
  const ended = day.hours.filter((hour) => hasSettled(hour, madeAtMs));
  return ended.length > 0 && ((log?.hours.length ?? 0) === 0 || ended.at(-1) === silentHours.at(-1));
}
