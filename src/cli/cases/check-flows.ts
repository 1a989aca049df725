import type { SettingPath, WrittenProblem } from '../../config/written-problem.ts';
import { isPublicAddress } from '../../enrich/scope-of-address.ts';
import type { WrittenCase } from './case-schema.ts';
import { momentMs } from './case-time.ts';
import { knockCount } from './expand-flow.ts';
import type { WrittenFlow } from './flow-schema.ts';

/** More would make a case slow to run and long to understand. */
const mostAttempts = 200_000;

/** Finds what of a case's flows and times cannot be: days that do not exist, sources that are not on the internet, too much of it. */
export function checkFlows({ flows = [], now }: WrittenCase, day: string, path: SettingPath): WrittenProblem[] {
  const nowMs = now === undefined ? Number.POSITIVE_INFINITY : momentMs(now, day);
  const attempts = flows.reduce((sum, flow) => sum + knockCount(flow), 0);
  return [
    ...(Number.isNaN(nowMs) ? [{ path: [...path, 'now'], text: noSuchTime }] : []),
    ...flows.flatMap((flow, i) => checkFlow(flow, day, nowMs, [...path, 'flows', i])),
    ...(attempts > mostAttempts
      ? [{ path: [...path, 'flows'], text: `come to ${attempts} attempts, expected at most ${mostAttempts}` }]
      : []),
  ];
}

const noSuchTime = 'there is no such day or time of day';

function checkFlow({ at, from }: WrittenFlow, day: string, nowMs: number, path: SettingPath): WrittenProblem[] {
  const atMs = momentMs(at, day);
  const sources = typeof from === 'string' ? [from] : Array.isArray(from) ? from : [];
  return [
    ...(Number.isNaN(atMs) ? [{ path: [...path, 'at'], text: noSuchTime }] : []),
    ...(atMs > nowMs ? [{ path: [...path, 'at'], text: 'is after now, when the case ends' }] : []),
    ...sources
      .filter((source) => !isPublicAddress(source))
      .map((source) => ({
        path: [...path, 'from'],
        text: `${source} is no address of the internet: only these are counted as sources`,
      })),
  ];
}
