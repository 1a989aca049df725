import type { BlobRef } from '../../src/model/stream.ts';

/** The three kinds of record that Azure writes. */
export type LogFormat = 'nsg-v1' | 'nsg-v2' | 'vnet-v4';
export const logFormats: readonly LogFormat[] = ['nsg-v1', 'nsg-v2', 'vnet-v4'];

/** The hour all samples belong to. */
export const sampleHour = '2026112110';
export const sampleHourStartMs = Date.UTC(2026, 10, 21, 10);
export const sampleMac = '000D3A7F1340';

const nsgId =
  '/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/RESOURCEGROUPS/SHOP/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SHOP-NSG';
const nsgAcl =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.Network/networkSecurityGroups/shop-nsg';
const flowLogId =
  '/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/RESOURCEGROUPS/NETWORKWATCHERRG/PROVIDERS/MICROSOFT.NETWORK/NETWORKWATCHERS/NETWORKWATCHER_WESTEUROPE/FLOWLOGS/SHOP-FLOWLOG';
const nicId =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.Network/networkInterfaces/shop-nic';

const hourFolder = (hour: string): string =>
  `y=${hour.slice(0, 4)}/m=${hour.slice(4, 6)}/d=${hour.slice(6, 8)}/h=${hour.slice(8, 10)}/m=00`;

/** Where Azure would put the blob of a format, hour and NIC. */
export function sampleRef(
  format: LogFormat,
  account = 'sample.blob.core.windows.net',
  mac = sampleMac,
  hour = sampleHour,
): BlobRef {
  const [container, resource] =
    format === 'vnet-v4'
      ? [
          'insights-logs-flowlogflowevent',
          'flowLogResourceID=/11111111-2222-3333-4444-555555555555_NETWORKWATCHERRG/NETWORKWATCHER_WESTEUROPE_SHOP-FLOWLOG',
        ]
      : ['insights-logs-networksecuritygroupflowevent', `resourceId=${nsgId}`];
  return { account, container, path: `${resource}/${hourFolder(hour)}/macAddress=${mac}/PT1H.json` };
}

/** A small generator of repeatable numbers from 0 to 1 (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface SampleOptions {
  readonly minutes: number;
  readonly tuplesPerMinute: number;
  readonly seed?: number;
}

const ports = [23, 23, 23, 22, 3389, 445, 8080, 443, 5555];
const rules = ['DefaultRule_DenyAllInBound', 'UserRule_allow-web', 'DefaultRule_AllowInternetOutBound', 'UserRule_allow-ssh'];

/** One minute's tuple, in words. */
interface SampleTuple {
  readonly atMs: number;
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  readonly isInbound: boolean;
  readonly isDenied: boolean;
  readonly state: 'B' | 'C' | 'E';
  readonly rule: string;
  readonly sourcePort: number;
}

function sampleTuple(random: () => number, minuteMs: number): SampleTuple {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const remote =
    random() < 0.05
      ? `2001:db8:${Math.floor(random() * 4)}::${Math.floor(random() * 9)}`
      : `${20 + Math.floor(random() * 40)}.${Math.floor(random() * 3)}.7.${Math.floor(random() * 200)}`;
  const isInbound = random() < 0.8;
  const isDenied = isInbound && random() < 0.7;
  const local = remote.includes(':') ? 'fd00::4' : '10.1.0.4';
  return {
    atMs: minuteMs - 2000 - Math.floor(random() * 60_000),
    source: isInbound ? remote : local,
    destination: isInbound ? local : remote,
    port: isInbound ? pick(ports) : 443,
    isInbound,
    isDenied,
    state: isDenied ? 'B' : pick(['B', 'C', 'E']),
    rule: isDenied ? (rules[0] as string) : isInbound ? pick([rules[1], rules[3]] as string[]) : (rules[2] as string),
    sourcePort: 1024 + Math.floor(random() * 60_000),
  };
}

const counters = (random: () => number): string =>
  `${Math.floor(random() * 9)},${Math.floor(random() * 900)},${Math.floor(random() * 9)},${Math.floor(random() * 900)}`;

function tupleText(tuple: SampleTuple, format: LogFormat, random: () => number): string {
  const { atMs, source, destination, sourcePort, port, isInbound, isDenied, state } = tuple;
  const direction = isInbound ? 'I' : 'O';
  if (format === 'vnet-v4') {
    const values = isDenied || state === 'B' ? '0,0,0,0' : counters(random);
    return `${atMs},${source},${destination},${sourcePort},${port},6,${direction},${isDenied ? 'D' : state},NX,${values}`;
  }
  const head = `${Math.floor(atMs / 1000)},${source},${destination},${sourcePort},${port},T,${direction},${isDenied ? 'D' : 'A'}`;
  if (format === 'nsg-v1') return head;
  return `${head},${state},${state === 'B' ? ',,,' : counters(random)}`;
}

/** A whole record of the given tuples (rule → texts), as Azure lays it out. */
export function recordText(
  format: LogFormat,
  timeMs: number,
  byRule: ReadonlyMap<string, readonly string[]>,
  mac = sampleMac,
): string {
  const time = new Date(timeMs).toISOString().replace('Z', '1234Z');
  const groups = [...byRule];
  if (format === 'vnet-v4') {
    const flows = [{ aclID: nsgAcl, flowGroups: groups.map(([rule, flowTuples]) => ({ rule, flowTuples })) }];
    const ids = {
      flowLogVersion: 4,
      flowLogGUID: '22222222-0000-0000-0000-000000000000',
      macAddress: mac,
      category: 'FlowLogFlowEvent',
    };
    return JSON.stringify({
      time,
      ...ids,
      flowLogResourceID: flowLogId,
      targetResourceID: nicId,
      operationName: 'FlowLogFlowEvent',
      flowRecords: { flows },
    });
  }
  const flows = groups.map(([rule, flowTuples]) => ({ rule, flows: [{ mac, flowTuples }] }));
  const ids = {
    systemId: '33333333-0000-0000-0000-000000000000',
    macAddress: mac,
    category: 'NetworkSecurityGroupFlowEvent',
    resourceId: nsgId,
  };
  return JSON.stringify({
    time,
    ...ids,
    operationName: 'NetworkSecurityGroupFlowEvents',
    properties: { Version: format === 'nsg-v1' ? 1 : 2, flows },
  });
}

/** Records of an hour, one a minute (two in busy minutes, with the same time, as Azure splits them), without separators. */
export function sampleRecords(format: LogFormat, { minutes, tuplesPerMinute, seed = 1 }: SampleOptions): readonly string[] {
  const random = seededRandom(seed);
  return Array.from({ length: minutes }, (_, minute) => {
    const minuteMs = sampleHourStartMs + minute * 60_000 + 37_000;
    const tuples = Array.from({ length: tuplesPerMinute }, () => sampleTuple(random, minuteMs));
    const halves = minute % 7 === 3 ? [tuples.slice(0, tuples.length / 2), tuples.slice(tuples.length / 2)] : [tuples];
    return halves.map((half) => {
      const byRule = Map.groupBy(half, ({ rule }) => rule);
      return recordText(
        format,
        minuteMs,
        new Map([...byRule].map(([rule, of]) => [rule, of.map((tuple) => tupleText(tuple, format, random))])),
      );
    });
  }).flat();
}

/** The blob that holds these records. */
export const blobOf = (records: readonly string[]): Buffer => Buffer.from(`{"records":[${records.join(',')}]}`);

/** Versions of a blob that grows by one record at a time, from the opener alone to all of them. */
export const growthOf = (records: readonly string[]): readonly Buffer[] =>
  [0, ...records.keys().map((i) => i + 1)].map((count) => blobOf(records.slice(0, count)));
