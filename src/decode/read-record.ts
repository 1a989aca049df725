import { ascii, broken, byte, equalsAt, skipSpace, torn } from './bytes.ts';
import { readFlows } from './read-flows.ts';
import type { TupleForm } from './read-tuple.ts';
import { type RecordHead, type RecordScratch, resetScratch, type Span } from './record-scratch.ts';
import { afterColon, afterMember, skipString, skipValue } from './skip-value.ts';

/** Keys of a record whose values are kept, by the name of their place in the head. Documentation spells `resourceid`, files `resourceId`. */
const spanOfKey: readonly (readonly [Uint8Array, keyof RecordHead])[] = [
  [ascii('time'), 'time'],
  [ascii('category'), 'category'],
  [ascii('macAddress'), 'mac'],
  [ascii('resourceId'), 'resourceId'],
  [ascii('resourceid'), 'resourceId'],
  [ascii('flowLogResourceID'), 'flowLogResourceId'],
  [ascii('targetResourceID'), 'targetResourceId'],
  [ascii('flowLogVersion'), 'flowLogVersion'],
];
const propertiesKey = ascii('properties');
const flowRecordsKey = ascii('flowRecords');
const versionKey = ascii('Version');
const flowsKey = ascii('flows');

type ReadMember = (keyStart: number, keyEnd: number, value: number) => number;

/**
 * Reads the record that begins at `at` into the scratch: its head as positions, its tuples as columns.
 *
 * @returns the position behind its closing brace, `torn` or `broken`
 */
export function readRecord(bytes: Uint8Array, at: number, end: number, scratch: RecordScratch): number {
  resetScratch(scratch);
  return readObject(bytes, at, end, (keyStart, keyEnd, value) => readRecordMember(bytes, keyStart, keyEnd, value, end, scratch));
}

/** Reads the members of the object at `at`, each by `readMember`, which returns the position behind the value. */
function readObject(bytes: Uint8Array, at: number, end: number, readMember: ReadMember): number {
  if (at >= end) return torn;
  if (bytes[at] !== byte.openBrace) return broken;
  at = skipSpace(bytes, at + 1, end);
  if (at < end && bytes[at] === byte.closeBrace) return at + 1;
  for (;;) {
    if (at >= end) return torn;
    if (bytes[at] !== byte.quote) return broken;
    const keyEnd = skipString(bytes, at, end);
    if (keyEnd < 0) return keyEnd;
    const value = afterColon(bytes, keyEnd, end);
    if (value < 0) return value;
    at = afterMember(bytes, readMember(at + 1, keyEnd - 1, value), end, byte.closeBrace);
    if (at < 0 || bytes[at - 1] === byte.closeBrace) return at;
    at = skipSpace(bytes, at, end);
  }
}

function readRecordMember(
  bytes: Uint8Array,
  keyStart: number,
  keyEnd: number,
  value: number,
  end: number,
  scratch: RecordScratch,
): number {
  if (equalsAt(bytes, keyStart, keyEnd, propertiesKey)) return readProperties(bytes, value, end, scratch);
  if (equalsAt(bytes, keyStart, keyEnd, flowRecordsKey)) return readFlowRecords(bytes, value, end, scratch);
  const valueEnd = skipValue(bytes, value, end);
  if (valueEnd < 0) return valueEnd;
  for (const [wanted, place] of spanOfKey) {
    if (equalsAt(bytes, keyStart, keyEnd, wanted)) setSpan(scratch.head[place] as Span, value, valueEnd);
  }
  return valueEnd;
}

function setSpan(span: Span, start: number, end: number): void {
  span.start = start;
  span.end = end;
}

/** NSG logs. The version decides how tuples read: where flows stand before it, they are passed over and read once it is known. */
function readProperties(bytes: Uint8Array, at: number, end: number, scratch: RecordScratch): number {
  if (bytes[at] !== byte.openBrace) return skipValue(bytes, at, end);
  const { head } = scratch;
  let waiting = -1;
  const behind = readObject(bytes, at, end, (keyStart, keyEnd, value) => {
    if (!equalsAt(bytes, keyStart, keyEnd, flowsKey)) {
      const valueEnd = skipValue(bytes, value, end);
      if (valueEnd >= 0 && equalsAt(bytes, keyStart, keyEnd, versionKey)) setSpan(head.nsgVersion, value, valueEnd);
      return valueEnd;
    }
    head.hasNsgFlows = true;
    const form = nsgForm(bytes, head.nsgVersion);
    if (form !== null) return readFlows(bytes, value, end, scratch, form);
    waiting = value;
    return skipValue(bytes, value, end);
  });
  const form = nsgForm(bytes, head.nsgVersion);
  if (behind < 0 || waiting < 0 || form === null) return behind;
  const flowsEnd = readFlows(bytes, waiting, end, scratch, form);
  return flowsEnd < 0 ? flowsEnd : behind;
}

function nsgForm(bytes: Uint8Array, version: Span): TupleForm | null {
  if (version.start < 0 || version.end - version.start !== 1) return null;
  const digit = bytes[version.start];
  return digit === 0x31 ? 'v1' : digit === 0x32 ? 'v2' : null;
}

function readFlowRecords(bytes: Uint8Array, at: number, end: number, scratch: RecordScratch): number {
  if (bytes[at] !== byte.openBrace) return skipValue(bytes, at, end);
  scratch.head.hasFlowRecords = true;
  return readObject(bytes, at, end, (keyStart, keyEnd, value) =>
    equalsAt(bytes, keyStart, keyEnd, flowsKey) ? readFlows(bytes, value, end, scratch, 'v4') : skipValue(bytes, value, end),
  );
}
