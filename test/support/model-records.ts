import { hourStartMs } from '../../src/read/hours.ts';
import type { BlobTruth, TruthRecord } from './blob-truth.ts';
import { newerRule } from './model-world.ts';
import type { LogFormat } from './sample-log.ts';
import { recordAt } from './short-record.ts';

/** `newer`: only a later version can read it; `bad-tuple`: one of its tuples is none; `malformed`: it is no JSON. */
export type RecordKind = 'sound' | 'v1' | 'newer' | 'bad-tuple' | 'malformed';

/** A record to be written. */
export interface RecordPlan {
  readonly kind: RecordKind;
  /** Minutes after the one before. */
  readonly gap: number;
  /** As `recordAt` takes them. */
  readonly tuples: readonly string[];
}

type Place = Pick<BlobTruth, 'ref' | 'hour'>;

/** NICs with a flow log each; none is covered by two, so that all of them count. */
export const modelStreams: readonly (readonly [LogFormat, string])[] = [
  ['nsg-v2', '000D3A7F1340'],
  ['nsg-v2', '000D3A7F1341'],
  ['vnet-v4', '000D3A7F1342'],
];

const minuteMs = 60_000;
/** A record is written so long after its tuples. */
const writtenAfterMs = 5000;

/** When the tuples of the last record were, ms; 0 where there is none. */
export const lastMinuteMs = (records: readonly TruthRecord[]): number =>
  records.reduce((_, { timeMs }) => timeMs - writtenAfterMs, 0);

/** Records behind a time of the blob's hour, as planned; its last minute takes what has no room behind it. */
export function recordsOf({ ref, hour }: Place, afterMs: number, planned: readonly RecordPlan[]): readonly TruthRecord[] {
  const lastMs = hourStartMs(hour) + 59 * minuteMs;
  let atMs = Math.max(afterMs, hourStartMs(hour) + minuteMs);
  return planned.map((plan) => {
    atMs = Math.min(lastMs, atMs + plan.gap * minuteMs);
    return recordOf(ref.path, atMs, plan);
  });
}

function recordOf(path: string, atMs: number, { kind, tuples }: RecordPlan): TruthRecord {
  const isVnet = path.startsWith('flowLog');
  const mac = /macAddress=([^/]+)/.exec(path)?.[1];
  const text = recordAt(isVnet ? 'vnet-v4' : kind === 'v1' ? 'nsg-v1' : 'nsg-v2', atMs, tuples, mac);
  const sound: TruthRecord = { text, timeMs: atMs + writtenAfterMs, clean: text, isForNewer: false };
  if (kind === 'malformed') return { ...sound, text: text.replace('"category"', '"oops" "category"'), clean: null };
  if (kind === 'bad-tuple') return { ...sound, text: text.replace(':["', ':["not,a,tuple","') };
  if (kind !== 'newer' || isVnet) return sound;
  const newer = text.replace('"rule":"', `"rule":"${newerRule}`);
  return { ...sound, text: newer, clean: newer, isForNewer: true };
}
