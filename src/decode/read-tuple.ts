import { flag, type TupleColumns } from '../model/decoded-record.ts';
import { byte } from './bytes.ts';
import { internAddress, internText, notEncrypted, type TextTable } from './text-table.ts';

/** No sound tuple is longer: 13 fields, of which addresses take at most 45 bytes each. */
export const longestTuple = 256;
/** The bytes between two quotes are not a tuple. */
export const malformed = -3;

/** How a record writes its tuples: v1 8 fields, v2 the same and state and counters; v4 protocol numbers, state as decision, encryption. */
export type TupleForm = 'v1' | 'v2' | 'v4';

// The reading position is one variable of this module: every field's reader moves it, -1 once a field does not fit.
let at = 0;

/** Reads decimal digits up to a comma or the closing quote. */
function readNumber(bytes: Uint8Array, maxDigits: number, max: number): number {
  const start = at;
  let value = 0;
  let i = start;
  for (let digit = (bytes[i] as number) - byte.zero; digit >= 0 && digit <= 9; digit = (bytes[i] as number) - byte.zero) {
    value = value * 10 + digit;
    i++;
  }
  at = i === start || i - start > maxDigits || value > max || bytes[i] !== byte.comma ? -1 : i + 1;
  return value;
}

/** 9 or 10 digits are seconds, 12 or 13 milliseconds (v4 writes milliseconds, Microsoft's samples also seconds): at least 1e11 is milliseconds. */
function readTime(bytes: Uint8Array, columns: TupleColumns, row: number): void {
  const start = at;
  let i = start;
  let seconds = 0;
  let next = 0;
  for (
    let digit = (bytes[i] as number) - byte.zero;
    digit >= 0 && digit <= 9 && i - start < 14;
    digit = (bytes[i] as number) - byte.zero
  ) {
    if (i - start < 9) seconds = seconds * 10 + digit;
    else next = next * 10 + digit;
    i++;
  }
  const digits = i - start;
  at = bytes[i] === byte.comma && (digits === 9 || digits === 10 || digits === 12 || digits === 13) ? i + 1 : -1;
  // The column holds 32 bits: until 2106.
  if (digits % 3 === 1 && seconds >= 429496729) at = -1;
  const millis = digits >= 12 ? next % 1000 : 0;
  columns.timeS[row] = digits === 10 ? seconds * 10 + next : digits === 13 ? seconds * 10 + (next - millis) / 1000 : seconds;
  columns.timeMs[row] = millis;
}

/** Reads an IPv4 address as a number (as a signed one, which the unsigned column turns back); -1 in `at` where it is none. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the one loop over the bytes of every address; calls inside it would cost more than it does
function readIpv4(bytes: Uint8Array): number {
  let address = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = at; ; i++) {
    const code = bytes[i] as number;
    const digit = code - byte.zero;
    if (digit >= 0 && digit <= 9) {
      if (digits > 0 && octet === 0) break;
      octet = octet * 10 + digit;
      if (++digits > 3) break;
    } else {
      if (digits === 0 || octet > 255) break;
      address = (address << 8) | octet;
      octet = 0;
      digits = 0;
      if (code !== byte.dot) {
        at = dots === 3 && code === byte.comma ? i + 1 : -1;
        return address;
      }
      if (++dots > 3) break;
    }
  }
  at = -1;
  return 0;
}

/** Any other address: IPv6 text, kept once. */
function readIpv6(bytes: Uint8Array, start: number, texts: TextTable): number {
  let end = start;
  while (bytes[end] !== byte.comma && bytes[end] !== byte.quote && end - start < 46) end++;
  const index = bytes[end] === byte.comma ? internAddress(texts, bytes, start, end) : -1;
  at = index < 0 ? -1 : end + 1;
  return index;
}

/** Reads an address into a column; returns `isText` where it is an index into the address texts. */
function readAddress(bytes: Uint8Array, texts: TextTable, column: Uint32Array, row: number, isText: number): number {
  const start = at;
  const ipv4 = readIpv4(bytes);
  if (at >= 0) {
    column[row] = ipv4;
    return 0;
  }
  column[row] = readIpv6(bytes, start, texts);
  return isText;
}

/** Reads one letter and the comma or closing quote behind it: its code, and the position behind both. */
function readLetter(bytes: Uint8Array, last: boolean): number {
  const letter = bytes[at] as number;
  at = bytes[at + 1] === (last ? byte.quote : byte.comma) ? at + 2 : -1;
  return letter;
}

function readProtocol(bytes: Uint8Array, form: TupleForm): number {
  if (form === 'v4') return readNumber(bytes, 3, 255);
  const letter = readLetter(bytes, false);
  if (letter === 0x54) return 6;
  if (letter !== 0x55) at = -1;
  return 17;
}

function readDirection(bytes: Uint8Array): number {
  const letter = readLetter(bytes, false);
  if (letter === 0x49) return flag.inbound;
  if (letter !== 0x4f) at = -1;
  return 0;
}

/** NSG logs: A or D, the last field of v1. */
function readDecision(bytes: Uint8Array, form: TupleForm): number {
  const letter = readLetter(bytes, form === 'v1');
  if (letter === 0x44) return flag.denied;
  if (letter !== 0x41) at = -1;
  return 0;
}

/** B, C, E; and D in v4, where it is the decision. */
function readState(bytes: Uint8Array, form: TupleForm): number {
  const letter = readLetter(bytes, false);
  if (letter === 0x42) return 1 << flag.stateShift;
  if (letter === 0x43) return 2 << flag.stateShift;
  if (letter === 0x45) return 3 << flag.stateShift;
  if (form !== 'v4' || letter !== 0x44) at = -1;
  return flag.denied;
}

/** Nearly all traffic is not encrypted: `NX` is known without looking it up. */
function readEncryption(bytes: Uint8Array, texts: TextTable): number {
  const start = at;
  if (bytes[start] === 0x4e && bytes[start + 1] === 0x58 && bytes[start + 2] === byte.comma) {
    at = start + 3;
    return notEncrypted;
  }
  let end = start;
  while (bytes[end] !== byte.comma && bytes[end] !== byte.quote && (bytes[end] as number) >= byte.space && end - start < 32)
    end++;
  at = bytes[end] === byte.comma && end > start ? end + 1 : -1;
  return at < 0 ? 0 : internText(texts, bytes, start, end);
}

/** One of the four counters; NaN where the field is empty, which is not zero. */
function readCounter(bytes: Uint8Array, close: number): number {
  const start = at;
  let value = 0;
  let i = start;
  for (let digit = (bytes[i] as number) - byte.zero; digit >= 0 && digit <= 9; digit = (bytes[i] as number) - byte.zero) {
    value = value * 10 + digit;
    i++;
  }
  at = bytes[i] === close && i - start <= 15 ? i + 1 : -1;
  return i === start ? Number.NaN : value;
}

const isEmptyCounters = (bytes: Uint8Array): boolean =>
  bytes[at] === byte.comma && bytes[at + 1] === byte.comma && bytes[at + 2] === byte.comma && bytes[at + 3] === byte.quote;

const isZeroCounters = (bytes: Uint8Array): boolean =>
  bytes[at] === byte.zero &&
  bytes[at + 1] === byte.comma &&
  bytes[at + 2] === byte.zero &&
  bytes[at + 3] === byte.comma &&
  bytes[at + 4] === byte.zero &&
  bytes[at + 5] === byte.comma &&
  bytes[at + 6] === byte.zero &&
  bytes[at + 7] === byte.quote;

function setZeroCounters(columns: TupleColumns, row: number): number {
  columns.packetsSent[row] = 0;
  columns.bytesSent[row] = 0;
  columns.packetsReceived[row] = 0;
  columns.bytesReceived[row] = 0;
  at += 8;
  return flag.counters;
}

/** Order: packets, bytes source to destination, then packets, bytes back. */
function readCounters(bytes: Uint8Array, columns: TupleColumns, row: number): number {
  if (isEmptyCounters(bytes)) {
    at += 4;
    return 0;
  }
  if (isZeroCounters(bytes)) return setZeroCounters(columns, row);
  columns.packetsSent[row] = readCounter(bytes, byte.comma);
  if (at >= 0) columns.bytesSent[row] = readCounter(bytes, byte.comma);
  if (at >= 0) columns.packetsReceived[row] = readCounter(bytes, byte.comma);
  if (at >= 0) columns.bytesReceived[row] = readCounter(bytes, byte.quote);
  return flag.counters;
}

/** The fields behind protocol and direction: flags of decision, state, counters. */
function readRest(bytes: Uint8Array, form: TupleForm, texts: TextTable, columns: TupleColumns, row: number): number {
  let flags = form === 'v4' ? readState(bytes, form) : readDecision(bytes, form);
  if (at < 0 || form === 'v1') return flags;
  if (form === 'v4') columns.encryption[row] = readEncryption(bytes, texts);
  else flags |= readState(bytes, form);
  return at < 0 ? flags : flags | readCounters(bytes, columns, row);
}

/**
 * Reads the tuple whose first byte stands at `start` into row `row` of the columns.
 *
 * The caller has made sure that its closing quote, or `longestTuple` bytes, are in the buffer.
 *
 * @returns the position behind its closing quote, or `malformed`
 */
export function readTuple(
  bytes: Uint8Array,
  start: number,
  form: TupleForm,
  texts: TextTable,
  columns: TupleColumns,
  row: number,
): number {
  at = start;
  readTime(bytes, columns, row);
  if (at < 0) return malformed;
  let flags = readAddress(bytes, texts, columns.source, row, flag.sourceIsText);
  if (at < 0) return malformed;
  flags |= readAddress(bytes, texts, columns.destination, row, flag.destinationIsText);
  if (at < 0) return malformed;
  columns.sourcePort[row] = readNumber(bytes, 5, 65535);
  if (at < 0) return malformed;
  columns.destinationPort[row] = readNumber(bytes, 5, 65535);
  if (at < 0) return malformed;
  columns.protocol[row] = readProtocol(bytes, form);
  if (at < 0) return malformed;
  flags |= readDirection(bytes);
  if (at < 0) return malformed;
  flags |= readRest(bytes, form, texts, columns, row);
  if (at < 0) return malformed;
  columns.flags[row] = flags;
  columns.offset[row] = start;
  columns.length[row] = at - 1 - start;
  return at;
}
