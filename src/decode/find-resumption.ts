import { ascii, byte, equalsAt, isSpace, torn } from './bytes.ts';
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
  const brackets = createBrackets(bytes[start] === byte.openBrace);
  let waits = false;
  for (let at = start + 1; at < limit; at++) {
    const code = bytes[at] as number;
    if (code === byte.openBrace && followsSeparator(bytes, start, at)) {
      const candidate = beginsRecord(bytes, at, Math.min(end, at + longest));
      if (candidate === true) return at;
      // A record nested in it would show that it is none: the search goes on before more bytes are asked for.
      waits ||= candidate === torn && !sees(at + longest);
    }
    if (closesAll(brackets, code)) return waits ? torn : at + 1;
  }
  return !waits && sees(start + longest) ? limit : torn;
}

/** Brackets open outside of strings, followed byte by byte. */
interface Brackets {
  readonly open: number[];
  inString: boolean;
  escaped: boolean;
  /** False once a wrong one closed: nothing closes any more. */
  sound: boolean;
}

const createBrackets = (sound: boolean): Brackets => ({ open: [byte.closeBrace], inString: false, escaped: false, sound });

function closesAll(brackets: Brackets, code: number): boolean {
  if (!brackets.sound) return false;
  if (brackets.inString) {
    if (brackets.escaped) brackets.escaped = false;
    else if (code === byte.backslash) brackets.escaped = true;
    else if (code === byte.quote) brackets.inString = false;
    return false;
  }
  if (code === byte.quote) brackets.inString = true;
  else if (code === byte.openBrace || code === byte.openBracket) brackets.open.push(code + closerFromOpener);
  else if (code === byte.closeBrace || code === byte.closeBracket) {
    brackets.sound = brackets.open.pop() === code;
    return brackets.sound && brackets.open.length === 0;
  }
  return false;
}

/** `{` and `}`, `[` and `]` stand two apart in ASCII. */
const closerFromOpener = 2;

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
