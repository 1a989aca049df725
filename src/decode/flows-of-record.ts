import { type DecodedRecord, type DecodedTexts, flag, type TupleColumns } from '../model/decoded-record.ts';
import type { Flow, FlowState } from '../model/flow.ts';

const states: readonly (FlowState | null)[] = [null, 'begin', 'continuing', 'end'];

const ipv4Text = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
const orNull = (text: string | undefined): string | null => text || null;
const plainMac = (text: string | undefined): string | null => orNull(text?.replace(/[:-]/g, '').toUpperCase());

/** The tuples of a decoded record as values of their own, in the order of the log; for people and tools, not for counting. */
export function* flowsOfRecord(record: DecodedRecord, { texts, addressTexts }: DecodedTexts): Generator<Flow> {
  const { tuples, version } = record;
  for (const group of record.groups) {
    const shared = {
      version,
      mac: plainMac(texts[group.mac || record.mac]),
      resource: orNull(texts[record.resource]),
      acl: orNull(texts[group.acl]),
      rule: texts[group.rule] ?? '',
    };
    for (let i = group.from; i < group.to; i++) {
      const time = new Date((tuples.timeS[i] ?? 0) * 1000 + (tuples.timeMs[i] ?? 0)).toISOString();
      yield { time, ...shared, ...tupleFields(tuples, i, version === 4, texts, addressTexts) };
    }
  }
}

type TupleFields = Omit<Flow, 'time' | 'version' | 'mac' | 'resource' | 'acl' | 'rule'>;

function tupleFields(
  tuples: TupleColumns,
  i: number,
  isV4: boolean,
  texts: readonly string[],
  addressTexts: readonly string[],
): TupleFields {
  const flags = tuples.flags[i] ?? 0;
  const address = (value = 0, isText = 0): string => (flags & isText ? (addressTexts[value] ?? '') : ipv4Text(value));
  return {
    source: address(tuples.source[i], flag.sourceIsText),
    destination: address(tuples.destination[i], flag.destinationIsText),
    sourcePort: tuples.sourcePort[i] ?? 0,
    destinationPort: tuples.destinationPort[i] ?? 0,
    protocol: tuples.protocol[i] ?? 0,
    direction: flags & flag.inbound ? 'inbound' : 'outbound',
    decision: flags & flag.denied ? 'denied' : 'allowed',
    state: states[(flags & flag.stateMask) >> flag.stateShift] ?? null,
    encryption: isV4 ? (texts[tuples.encryption[i] ?? 0] ?? null) : null,
    ...counterFields(tuples, i, (flags & flag.counters) !== 0),
  };
}

function counterFields(
  tuples: TupleColumns,
  i: number,
  has: boolean,
): Pick<Flow, 'packetsSent' | 'bytesSent' | 'packetsReceived' | 'bytesReceived'> {
  const counter = (column: Float64Array): number | null => {
    const value = has ? (column[i] ?? Number.NaN) : Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  return {
    packetsSent: counter(tuples.packetsSent),
    bytesSent: counter(tuples.bytesSent),
    packetsReceived: counter(tuples.packetsReceived),
    bytesReceived: counter(tuples.bytesReceived),
  };
}
