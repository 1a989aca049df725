/** The bytes that give flow logs their structure (RFC 8259). */
export const byte = {
  quote: 0x22,
  backslash: 0x5c,
  openBrace: 0x7b,
  closeBrace: 0x7d,
  openBracket: 0x5b,
  closeBracket: 0x5d,
  comma: 0x2c,
  colon: 0x3a,
  dot: 0x2e,
  space: 0x20,
  zero: 0x30,
  nine: 0x39,
} as const;

/** A scan ran out of bytes: more of the blob may settle it. */
export const torn = -1;
/** A scan met bytes that cannot stand there, however the blob goes on. */
export const broken = -2;

/** `true` for the white space of JSON. */
export const isSpace = (code: number | undefined): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** The first position at or after `at` that is not white space. */
export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isSpace(bytes[at])) at++;
  return at;
}

/** The ASCII bytes of `text`, to compare with. */
export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** `true` where `bytes` from `start` to `end` are exactly `wanted`. */
export function equalsAt(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[start + i] !== wanted[i]) return false;
  return true;
}
