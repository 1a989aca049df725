import type { RejectionReason } from '../model/rejection.ts';
import { ascii, byte, equalsAt } from './bytes.ts';
import type { RecordScratch, Span } from './record-scratch.ts';
import { internText } from './text-table.ts';

/** Why a sound object is not a record we count. */
export interface Refusal {
  readonly reason: RejectionReason;
  readonly detail: string;
}

const nsgCategory = ascii('"NetworkSecurityGroupFlowEvent"');
const vnetCategory = ascii('"FlowLogFlowEvent"');
/** Windows Server and Azure Stack HCI (SDN firewall auditing) write the category of NSG logs with the text "1.0" as version. */
const sdnVersion = '"1.0"';

const textOf = (bytes: Uint8Array, span: Span): string =>
  span.start < 0
    ? 'none'
    : Buffer.from(bytes.buffer, bytes.byteOffset + span.start, Math.min(span.end - span.start, 80)).toString('utf8');
const isText = (bytes: Uint8Array, span: Span, wanted: Uint8Array): boolean =>
  span.start >= 0 && equalsAt(bytes, span.start, span.end, wanted);

/** Decides by category and structure, then by version, whether the record in the scratch counts; fills in its head where it does. */
export function judgeRecord(bytes: Uint8Array, scratch: RecordScratch): Refusal | null {
  const { head } = scratch;
  const isNsg = isText(bytes, head.category, nsgCategory);
  if (!isNsg && !isText(bytes, head.category, vnetCategory)) {
    return {
      reason: 'not-a-flow-log',
      detail: `category is ${textOf(bytes, head.category)}, expected NetworkSecurityGroupFlowEvent or FlowLogFlowEvent`,
    };
  }
  const refusal = isNsg ? judgeNsg(bytes, scratch) : judgeVnet(bytes, scratch);
  if (refusal !== null) return refusal;
  scratch.timeMs = Date.parse(textOf(bytes, head.time).slice(1, -1));
  if (Number.isNaN(scratch.timeMs))
    return { reason: 'malformed-record', detail: `time is ${textOf(bytes, head.time)}, expected an ISO 8601 time` };
  nameRecord(bytes, scratch, isNsg);
  return null;
}

function judgeNsg(bytes: Uint8Array, { head }: RecordScratch): Refusal | null {
  const version = textOf(bytes, head.nsgVersion);
  if (version === sdnVersion)
    return { reason: 'windows-sdn-audit', detail: 'Windows Server SDN firewall auditing (Version "1.0"), not an NSG flow log' };
  if (head.hasFlowRecords)
    return {
      reason: 'mixed-formats',
      detail: 'an NSG record (by its category) with the flowRecords of a virtual network flow log',
    };
  if (version !== '1' && version !== '2')
    return { reason: 'unknown-version', detail: `properties.Version is ${version}, expected 1 or 2` };
  return head.hasNsgFlows ? null : { reason: 'malformed-record', detail: 'an NSG record without properties.flows' };
}

function judgeVnet(bytes: Uint8Array, { head }: RecordScratch): Refusal | null {
  const version = textOf(bytes, head.flowLogVersion);
  if (head.hasNsgFlows || (head.nsgVersion.start >= 0 && head.flowLogVersion.start < 0)) {
    return {
      reason: 'mixed-formats',
      detail: 'a virtual network record (by its category) with the properties of an NSG flow log',
    };
  }
  if (version !== '4') return { reason: 'unknown-version', detail: `flowLogVersion is ${version}, expected 4` };
  return head.hasFlowRecords ? null : { reason: 'malformed-record', detail: 'a virtual network record without flowRecords' };
}

function nameRecord(bytes: Uint8Array, scratch: RecordScratch, isNsg: boolean): void {
  const { head, texts } = scratch;
  const intern = ({ start, end }: Span): number =>
    start < 0 || bytes[start] !== byte.quote ? 0 : internText(texts, bytes, start + 1, end - 1);
  scratch.version = isNsg ? (bytes[head.nsgVersion.start] === 0x31 ? 1 : 2) : 4;
  scratch.mac = intern(head.mac);
  scratch.resource = intern(head.targetResourceId) || intern(head.flowLogResourceId) || intern(head.resourceId);
  scratch.nsg = isNsg ? intern(head.resourceId) : 0;
}
