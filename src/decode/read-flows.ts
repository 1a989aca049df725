import type { TupleGroup } from '../model/decoded-record.ts';
import type { Rejection } from '../model/rejection.ts';
import { ascii, broken, byte, equalsAt, skipSpace, torn } from './bytes.ts';
import { explainTuple } from './explain-tuple.ts';
import { longestTuple, malformed, readTuple, type TupleForm } from './read-tuple.ts';
import type { RecordScratch } from './record-scratch.ts';
import { afterColon, afterMember, skipString, skipValue } from './skip-value.ts';
import { internText } from './text-table.ts';
import { growTupleColumns } from './tuple-columns.ts';

const key = {
  rule: ascii('rule'),
  mac: ascii('mac'),
  aclId: ascii('aclID'),
  category: ascii('category'),
  flows: ascii('flows'),
  flowGroups: ascii('flowGroups'),
  flowTuples: ascii('flowTuples'),
};

/**
 * Reads the array of `flows` that begins at `at`: in NSG logs rules, each with NICs, each with tuples; in v4 access lists, each with
 * rules, each with tuples. Names may stand before or behind what they name; the innermost counts.
 *
 * @returns the position behind it, `torn` or `broken`
 */
export function readFlows(
  bytes: Uint8Array,
  at: number,
  end: number,
  scratch: RecordScratch,
  form: TupleForm,
  depth = 0,
): number {
  if (at >= end) return torn;
  if (bytes[at] !== byte.openBracket || depth > 1) return broken;
  at = skipSpace(bytes, at + 1, end);
  if (at < end && bytes[at] === byte.closeBracket) return at + 1;
  for (;;) {
    at = afterMember(bytes, readFlowObject(bytes, at, end, scratch, form, depth), end, byte.closeBracket);
    if (at < 0 || bytes[at - 1] === byte.closeBracket) return at;
    at = skipSpace(bytes, at, end);
  }
}

function readFlowObject(
  bytes: Uint8Array,
  at: number,
  end: number,
  scratch: RecordScratch,
  form: TupleForm,
  depth: number,
): number {
  if (at >= end) return torn;
  if (bytes[at] !== byte.openBrace) return broken;
  const firstGroup = scratch.groups.length;
  const names = { rule: 0, mac: 0, acl: 0 };
  at = skipSpace(bytes, at + 1, end);
  if (at < end && bytes[at] === byte.closeBrace) return at + 1;
  for (;;) {
    at = afterMember(bytes, readFlowMember(bytes, at, end, scratch, form, depth, names), end, byte.closeBrace);
    if (at < 0) return at;
    if (bytes[at - 1] === byte.closeBrace) break;
    at = skipSpace(bytes, at, end);
  }
  for (let i = firstGroup; i < scratch.groups.length; i++) nameGroup(scratch.groups[i] as TupleGroup, names);
  return at;
}

function nameGroup(group: TupleGroup, names: { readonly rule: number; readonly mac: number; readonly acl: number }): void {
  if (group.rule === 0) group.rule = names.rule;
  if (group.mac === 0) group.mac = names.mac;
  if (group.acl === 0) group.acl = names.acl;
}

type Names = { rule: number; mac: number; acl: number };

function readFlowMember(
  bytes: Uint8Array,
  at: number,
  end: number,
  scratch: RecordScratch,
  form: TupleForm,
  depth: number,
  names: Names,
): number {
  if (at >= end) return torn;
  if (bytes[at] !== byte.quote) return broken;
  const keyEnd = skipString(bytes, at, end);
  if (keyEnd < 0) return keyEnd;
  const value = afterColon(bytes, keyEnd, end);
  if (value < 0) return value;
  const is = (wanted: Uint8Array): boolean => equalsAt(bytes, at + 1, keyEnd - 1, wanted);
  if (is(key.flowTuples)) return readTuples(bytes, value, end, scratch, form);
  if (is(key.flows) || is(key.flowGroups)) return readFlows(bytes, value, end, scratch, form, depth + 1);
  // Only records have one: a whole record stands in what remains of the one that is being read.
  if (is(key.category)) return broken;
  const valueEnd = skipValue(bytes, value, end);
  if (valueEnd < 0 || bytes[value] !== byte.quote) return valueEnd;
  if (is(key.rule)) names.rule = internText(scratch.texts, bytes, value + 1, valueEnd - 1);
  else if (is(key.mac)) names.mac = internText(scratch.texts, bytes, value + 1, valueEnd - 1);
  else if (is(key.aclId)) names.acl = internText(scratch.texts, bytes, value + 1, valueEnd - 1);
  return valueEnd;
}

function readTuples(bytes: Uint8Array, at: number, end: number, scratch: RecordScratch, form: TupleForm): number {
  if (bytes[at] !== byte.openBracket) return broken;
  const from = scratch.tuples.count;
  at = skipSpace(bytes, at + 1, end);
  if (at < end && bytes[at] === byte.closeBracket) return at + 1;
  for (;;) {
    at = afterMember(bytes, readTupleString(bytes, at, end, scratch, form), end, byte.closeBracket);
    if (at < 0) return at;
    if (bytes[at - 1] === byte.closeBracket) break;
    if (bytes[at] !== byte.quote) at = skipSpace(bytes, at, end);
  }
  scratch.groups.push({ from, to: scratch.tuples.count, rule: 0, acl: 0, mac: 0 });
  return at;
}

/** Reads one element of `flowTuples`; one that is a string but no tuple is set aside, one that is no string breaks the record. */
function readTupleString(bytes: Uint8Array, at: number, end: number, scratch: RecordScratch, form: TupleForm): number {
  if (at >= end) return torn;
  if (bytes[at] !== byte.quote) return broken;
  if (end - at <= longestTuple) {
    const whole = skipString(bytes, at, end);
    if (whole < 0) return whole;
  }
  const { tuples, texts } = scratch;
  if (tuples.count === tuples.offset.length) growTupleColumns(tuples);
  const behind = readTuple(bytes, at + 1, form, texts, tuples, tuples.count);
  if (behind === malformed) return setTupleAside(bytes, at, end, scratch, form);
  tuples.count++;
  return behind;
}

function setTupleAside(bytes: Uint8Array, at: number, end: number, scratch: RecordScratch, form: TupleForm): number {
  const behind = skipString(bytes, at, end);
  if (behind < 0) return behind;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, Math.min(behind - at - 2, 400)).toString('utf8');
  const rejection: Rejection = {
    unit: 'tuple',
    reason: 'malformed-tuple',
    detail: explainTuple(text, form),
    offset: scratch.baseOffset + at + 1,
    length: behind - at - 2,
  };
  scratch.rejections.push(rejection);
  return behind;
}
