import { createHash } from 'node:crypto';
import { slotMs } from '../model/facts.ts';
import type { FindingId } from '../model/finding-kind.ts';

/** 32 letters and digits without l, o, 0 and 1, which people confuse. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
const idLength = 8;

/**
 * Names an incident for people: 8 characters (40 bits) of the SHA-256 of its finding, key and opening slot, so that whoever
 * evaluates the same facts gives the same name.
 *
 * @param openedAtMs start of the slot that opened it, ms
 */
export function incidentId(finding: FindingId, key: string, openedAtMs: number): string {
  const digest = createHash('sha256')
    .update(`${finding}\n${key}\n${Math.floor(openedAtMs / slotMs)}`)
    .digest();
  return Array.from({ length: idLength }, (_, i) => alphabet[fiveBits(digest, i * 5)]).join('');
}

function fiveBits(bytes: Uint8Array, bit: number): number {
  const pair = (bytes[bit >> 3] ?? 0) * 256 + (bytes[(bit >> 3) + 1] ?? 0);
  return (pair >> (11 - (bit & 7))) & 31;
}
