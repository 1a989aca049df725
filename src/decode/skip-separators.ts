import { ascii, byte, isSpace, skipSpace, torn } from './bytes.ts';

const recordsKey = ascii('records');

/**
 * Skips what may stand between records: white space, commas, a byte-order mark, the opener `{"records":[` (nested ones too) and the
 * closers `]` and `}`.
 *
 * @returns the position of the first byte that is none of these; what begins there may be a torn opener or byte-order mark
 */
export function skipSeparators(bytes: Uint8Array, at: number, end: number): number {
  while (at < end) {
    const code = bytes[at] as number;
    if (isSpace(code) || code === byte.comma || code === byte.closeBracket || code === byte.closeBrace) at++;
    else if (code === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
    else if (code === byte.openBrace) {
      const behind = skipOpener(bytes, at, end);
      if (behind <= 0) return at;
      at = behind;
    } else return at;
  }
  return at;
}

/** The position behind `{"records":[` at `at`, `torn` where the bytes end in it, else 0. */
export function skipOpener(bytes: Uint8Array, at: number, end: number): number {
  at = skipSpace(bytes, at + 1, end);
  if (at >= end) return torn;
  if (bytes[at] !== byte.quote) return 0;
  for (let i = 0; i < recordsKey.length; i++) {
    if (at + 1 + i >= end) return torn;
    if (bytes[at + 1 + i] !== recordsKey[i]) return 0;
  }
  at += 1 + recordsKey.length;
  for (const wanted of [byte.quote, byte.colon, byte.openBracket]) {
    if (wanted !== byte.quote) at = skipSpace(bytes, at, end);
    if (at >= end) return torn;
    if (bytes[at++] !== wanted) return 0;
  }
  return at;
}

/** `true` where the bytes from `at` to their end are the beginning of a byte-order mark or an opener, and nothing else yet. */
export function isTornSeparator(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[at] === 0xef) return end - at < 3 && (end - at < 2 || bytes[at + 1] === 0xbb);
  return bytes[at] === byte.openBrace && skipOpener(bytes, at, end) === torn;
}
