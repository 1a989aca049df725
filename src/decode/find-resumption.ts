import { ascii, broken, byte, equalsAt, isSpace, torn } from './bytes.ts';
import { skipObject } from './skip-value.ts';

/** A record longer than this does not exist: NSG records stop at 32 KiB, v4 ones were seen below 4 KB. */
export const longestRecordBytes = 1 << 20;

const categoryKey = ascii('category');

/**
 * Finds where decoding can go on after bytes at `start` that are no sound record: at the end of the object that begins there, if its
 * brackets match, or at the next `{` behind `,` or `[` at which a whole object with a `category` begins, whichever comes first.
 * Nothing beyond `longestRecordBytes` is searched: where the search finds nothing there, that many bytes are given up.
 *
 * @param atEnd nothing will come behind `end`
 * @returns the position to go on from, or `torn` where more bytes must be seen to tell
 */
export function findResumption(
  bytes: Uint8Array,
  start: number,
  end: number,
  atEnd: boolean,
  longest = longestRecordBytes,
): number {
  const limit = Math.min(end, start + longest);
  const sees = (to: number): boolean => atEnd || to <= end;
  const closes = bytes[start] === byte.openBrace ? endOfBrackets(bytes, start, limit) : broken;
  const searchEnd = closes > 0 ? closes : limit;
  for (let at = start + 1; at < searchEnd; at++) {
    if (bytes[at] !== byte.openBrace || !followsSeparator(bytes, start, at)) continue;
    const candidate = beginsRecord(bytes, at, Math.min(end, at + longest));
    if (candidate === true) return at;
    if (candidate === torn && !sees(at + longest)) return torn;
  }
  if (closes > 0) return closes;
  return sees(start + longest) ? limit : torn;
}

function followsSeparator(bytes: Uint8Array, start: number, at: number): boolean {
  let before = at - 1;
  while (before > start && isSpace(bytes[before])) before--;
  return bytes[before] === byte.comma || bytes[before] === byte.openBracket;
}

function beginsRecord(bytes: Uint8Array, at: number, end: number): boolean | typeof torn {
  let hasCategory = false;
  const behind = skipObject(bytes, at, end, 0, (from, to) => {
    hasCategory ||= equalsAt(bytes, from, to, categoryKey);
  });
  return behind === torn ? torn : behind > 0 && hasCategory;
}

/** The position behind the bracket that closes the one at `at`, counting brackets outside strings only; `torn`, or `broken` where a wrong one closes. */
function endOfBrackets(bytes: Uint8Array, at: number, end: number): number {
  const open: number[] = [];
  for (; at < end; at++) {
    const code = bytes[at] as number;
    if (code === byte.quote) at = closingQuote(bytes, at, end);
    else if (code === byte.openBrace || code === byte.openBracket) open.push(code + closerFromOpener);
    else if (code === byte.closeBrace || code === byte.closeBracket) {
      if (open.pop() !== code) return broken;
      if (open.length === 0) return at + 1;
    }
  }
  return torn;
}

/** `{` and `}`, `[` and `]` stand two apart in ASCII. */
const closerFromOpener = 2;

function closingQuote(bytes: Uint8Array, at: number, end: number): number {
  for (at++; at < end && bytes[at] !== byte.quote; at++) if (bytes[at] === byte.backslash) at++;
  return at;
}
