import { broken, byte, isSpace, skipSpace, torn } from './bytes.ts';

/** Flow logs nest eight deep; a bound keeps hostile input from costing more than a few scans of each byte. */
const deepest = 24;

/**
 * Skips the string whose opening quote stands at `at`.
 *
 * @returns the position after the closing quote, `torn`, or `broken` at a control character (RFC 8259 §7).
 */
export function skipString(bytes: Uint8Array, at: number, end: number): number {
  for (at++; at < end; at++) {
    const code = bytes[at] as number;
    if (code === byte.quote) return at + 1;
    if (code === byte.backslash) at++;
    else if (code < byte.space) return broken;
  }
  return torn;
}

const isScalarByte = (code: number): boolean =>
  (code >= byte.zero && code <= byte.nine) ||
  (code >= 0x61 && code <= 0x7a) ||
  code === 0x2d ||
  code === 0x2b ||
  code === byte.dot ||
  code === 0x45;

/** A number or a literal: its bytes are not judged further, for nothing that is counted stands in one. */
function skipScalar(bytes: Uint8Array, at: number, end: number): number {
  const start = at;
  while (at < end && isScalarByte(bytes[at] as number)) at++;
  if (at === end) return torn;
  return at === start ? broken : at;
}

/** Skips a value of any kind that begins at `at` (no white space before it): its end, `torn` or `broken`. */
export function skipValue(bytes: Uint8Array, at: number, end: number, depth = 0): number {
  if (at >= end) return torn;
  const code = bytes[at] as number;
  if (code === byte.quote) return skipString(bytes, at, end);
  if (code === byte.openBrace) return skipObject(bytes, at, end, depth, ignoreKey);
  if (code === byte.openBracket) return skipArray(bytes, at, end, depth);
  return skipScalar(bytes, at, end);
}

const ignoreKey = (): void => {};

/** Told of each key of an object: the positions of its text, without quotes. */
export type OnKey = (start: number, end: number) => void;

/** Skips the object that begins at `at` and tells its own keys: its end, `torn` or `broken`. */
export function skipObject(bytes: Uint8Array, at: number, end: number, depth: number, onKey: OnKey): number {
  if (depth >= deepest) return broken;
  at = skipSpace(bytes, at + 1, end);
  if (at < end && bytes[at] === byte.closeBrace) return at + 1;
  for (;;) {
    const value = skipKey(bytes, at, end, onKey);
    if (value < 0) return value;
    at = afterMember(bytes, skipValue(bytes, value, end, depth + 1), end, byte.closeBrace);
    if (at < 0) return at;
    if (bytes[at - 1] === byte.closeBrace) return at;
    at = skipSpace(bytes, at, end);
  }
}

function skipKey(bytes: Uint8Array, at: number, end: number, onKey: OnKey): number {
  if (at >= end) return torn;
  if (bytes[at] !== byte.quote) return broken;
  const keyEnd = skipString(bytes, at, end);
  if (keyEnd < 0) return keyEnd;
  onKey(at + 1, keyEnd - 1);
  return afterColon(bytes, keyEnd, end);
}

/** The first byte of the value behind a key that ends at `at`. */
export function afterColon(bytes: Uint8Array, at: number, end: number): number {
  at = skipSpace(bytes, at, end);
  if (at >= end) return torn;
  if (bytes[at] !== byte.colon) return broken;
  at = skipSpace(bytes, at + 1, end);
  return at >= end ? torn : at;
}

/** After a member that ends at `at`: the position behind its comma or behind `close`. */
export function afterMember(bytes: Uint8Array, at: number, end: number, close: number): number {
  if (at < 0) return at;
  while (at < end && isSpace(bytes[at])) at++;
  if (at >= end) return torn;
  return bytes[at] === byte.comma || bytes[at] === close ? at + 1 : broken;
}

function skipArray(bytes: Uint8Array, at: number, end: number, depth: number): number {
  if (depth >= deepest) return broken;
  at = skipSpace(bytes, at + 1, end);
  if (at < end && bytes[at] === byte.closeBracket) return at + 1;
  for (;;) {
    at = afterMember(bytes, skipValue(bytes, at, end, depth + 1), end, byte.closeBracket);
    if (at < 0) return at;
    if (bytes[at - 1] === byte.closeBracket) return at;
    at = skipSpace(bytes, at, end);
  }
}
