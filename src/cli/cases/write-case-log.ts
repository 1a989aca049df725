import { memoryFlowLogBlobs } from '../../adapters/memory/memory-flow-log-blobs.ts';
import type { BlobRef } from '../../model/stream.ts';
import { hourMs, hourOf, hourStartMs, hoursBetween } from '../../read/hours.ts';
import { flowLogContainers } from '../../read/stream-of-blob.ts';
import type { LogSource } from '../replay/log-source.ts';
import { type CaseTarget, caseTarget, vnetId } from './case-target.ts';
import type { Knock } from './expand-flow.ts';

const flowLogId = '/subscriptions/0/resourceGroups/cases/providers/Microsoft.Network/networkWatchers/watcher/flowLogs/case';
const aclId = '/subscriptions/0/resourceGroups/cases/providers/Microsoft.Network/networkSecurityGroups/case-nsg';
const minuteMs = 60_000;
/** Packets and bytes of an allowed flow, there and back. */
const counters = { yes: '12,1800,14,9100', no: '12,1800,0,0' } as const;

/**
 * Writes the attempts of a case as the virtual network flow log (version 4) that Azure would have written of them: one blob a target and
 * clock hour, from the hour of `fromMs` to that of `toMs`, hours without attempts too.
 *
 * @param place what messages call the log
 */
export function writeCaseLog(knocks: readonly Knock[], fromMs: number, toMs: number, place: string): LogSource {
  const blobs = memoryFlowLogBlobs();
  const refs: BlobRef[] = [];
  const hours = hoursBetween(hourOf(fromMs), hourOf(toMs));
  const names = [...new Set(knocks.map(({ target }) => target))];
  const byTargetAndHour = Map.groupBy(knocks, ({ target, atMs }) => `${target} ${hourOf(atMs)}`);
  for (const [number, name] of names.entries()) {
    const target = caseTarget(name, number);
    for (const hour of hours) {
      const ref = refOf(target, hour);
      refs.push(ref);
      blobs.put(ref, Buffer.from(blobText(target, hour, byTargetAndHour.get(`${name} ${hour}`) ?? [])));
    }
  }
  return { refs, blobs, placeOf: () => ({ path: place, offset: 0 }), rejections: [] };
}

function refOf({ mac }: CaseTarget, hour: string): BlobRef {
  const folder = `y=${hour.slice(0, 4)}/m=${hour.slice(4, 6)}/d=${hour.slice(6, 8)}/h=${hour.slice(8)}/m=00`;
  const path = `flowLogResourceID=${flowLogId.toUpperCase()}/${folder}/macAddress=${mac}/PT1H.json`;
  return { account: 'case', container: flowLogContainers.vnet, path };
}

/** One record a minute with attempts; in an hour without any one that tells of none. */
function blobText(target: CaseTarget, hour: string, knocks: readonly Knock[]): string {
  const startMs = hourStartMs(hour);
  const byMinute = [...Map.groupBy(knocks, ({ atMs }) => Math.floor((atMs - startMs) / minuteMs))].sort(([a], [b]) => a - b);
  const minutes = byMinute.length > 0 ? byMinute : [[0, []] as const];
  const records = minutes.map(([minute, ofMinute]) => record(target, startMs + (minute + 1) * minuteMs - 1000, ofMinute));
  return JSON.stringify({ records });
}

function record({ mac, address, resource }: CaseTarget, atMs: number, knocks: readonly Knock[]): object {
  const byRule = [...Map.groupBy(knocks, ({ rule }) => rule)];
  const flowGroups = byRule.map(([rule, ofRule]) => ({ rule, flowTuples: ofRule.flatMap((knock) => tuples(knock, address)) }));
  return {
    time: new Date(atMs).toISOString().replace('Z', '0000Z'),
    flowLogVersion: 4,
    flowLogGUID: '00000000-0000-0000-0000-000000000000',
    macAddress: mac,
    category: 'FlowLogFlowEvent',
    flowLogResourceID: flowLogId,
    targetResourceID: resource ?? vnetId,
    operationName: 'FlowLogFlowEvent',
    flowRecords: { flows: flowGroups.length === 0 ? [] : [{ aclID: aclId, flowGroups }] },
  };
}

/** A denied attempt is one tuple; an allowed one begins, and ends with its counters where it is to be known whether packets came back. */
function tuples({ atMs, source, port, decision, replied }: Knock, address: string): string[] {
  const ends = `${atMs},${source},${address},${40_000 + (atMs % 20_000)},${port % 0x10000},${Math.floor(port / 0x10000)},I`;
  if (decision === 'denied') return [`${ends},D,NX,0,0,0,0`];
  const begin = `${ends},B,NX,0,0,0,0`;
  return replied === 'unknown' ? [begin] : [begin, `${ends},E,NX,${counters[replied]}`];
}

/** Length of a clock hour, ms: a case ends with the hour of its last attempt unless it says when. */
export const endOfHour = (ms: number): number => hourStartMs(hourOf(ms)) + hourMs;
