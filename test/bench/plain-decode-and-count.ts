import type { DescribeAddress, DescribedAddress } from '../../src/model/address.ts';
import type { PlainCount } from '../support/plain-count.ts';

interface PlainDocument {
  readonly records: readonly {
    readonly macAddress: string;
    readonly flowRecords: { readonly flows: readonly { readonly aclID: string; readonly flowGroups: readonly PlainGroup[] }[] };
  }[];
}
interface PlainGroup {
  readonly rule: string;
  readonly flowTuples: readonly string[];
}

/**
 * The plain way to the same facts of a v4 log, written with care: JSON.parse of the whole, split of each tuple, Maps with text keys,
 * each address described once.
 */
export function plainDecodeAndCount(bytes: Buffer, watchedPorts: ReadonlySet<number>, describe: DescribeAddress): PlainCount {
  const denied = new Map<string, number>();
  const allowed = new Map<string, number[]>();
  const totals = new Map<string, number[]>();
  const described = new Map<string, DescribedAddress>();
  const lookUp = (address: string): DescribedAddress => {
    const known = described.get(address);
    if (known !== undefined) return known;
    const made = describe(address);
    described.set(address, made);
    return made;
  };
  const add = (sums: Map<string, number[]>, key: string, values: readonly number[]): void => {
    const known = sums.get(key);
    if (known === undefined) sums.set(key, [...values]);
    else for (let i = 0; i < values.length; i++) known[i] = (known[i] as number) + (values[i] as number);
  };
  let tuples = 0;
  const { records } = JSON.parse(bytes.toString()) as PlainDocument;
  for (const { macAddress, flowRecords } of records) {
    for (const { aclID, flowGroups } of flowRecords.flows) {
      for (const { rule, flowTuples } of flowGroups) {
        for (const tuple of flowTuples) {
          tuples++;
          const fields = tuple.split(',') as [string, string, string, string, string, string, string, string];
          const [time, source, destination, , portText, protocol, direction, state] = fields;
          const from = lookUp(source);
          const to = lookUp(destination);
          const door = Number(protocol) * 65536 + Number(portText);
          const isDenied = state === 'D';
          const flows = isDenied || state === 'B' ? 1 : 0;
          const isInbound = direction === 'I';
          const key = `${Math.floor(Number(time) / 300_000)} ${from.source} ${macAddress} ${destination} ${portText}/${protocol} ${rule} ${aclID}`;
          const counters = fields.slice(9).map(Number) as [number, number, number, number];
          if (isInbound && from.kind === 'public' && isDenied) denied.set(key, (denied.get(key) ?? 0) + flows);
          else if (isInbound && from.kind === 'public' && watchedPorts.has(door)) {
            const measured = !isDenied && state !== 'B' && counters[0] > 0 ? 1 : 0;
            add(allowed, key, [flows, ...counters, measured, counters[2] > 0 ? 1 : 0]);
          }
          const remote = isInbound ? from : to;
          const scope = remote.kind === 'public' ? 'Public' : 'Private';
          const watched = watchedPorts.has(door) ? door : -1;
          const total = `${isDenied ? 'denied' : 'allowed'} ${isInbound ? 'inbound' : 'outbound'} ${scope} ${watched} ${remote.country} ${rule} ${aclID}`;
          add(totals, total, [flows, counters[1], counters[3]]);
        }
      }
    }
  }
  return {
    denied: Object.fromEntries(denied),
    allowed: Object.fromEntries(allowed),
    totals: Object.fromEntries(totals),
    records: records.length,
    tuples,
  };
}
