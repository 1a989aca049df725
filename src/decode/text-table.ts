import { isIPv6 } from 'node:net';
import type { DecodedTexts } from '../model/decoded-record.ts';

/** Texts met in the bytes, each made into a string once; see `DecodedTexts`. */
export interface TextTable extends DecodedTexts {
  readonly texts: string[];
  readonly addressTexts: string[];
  readonly indexOfAddress: Map<string, number>;
  /** Open addressing over the bytes of texts: slot → index into `texts`, 0 free. */
  slots: Uint32Array;
  readonly bytesOf: Uint8Array[];
}

/** The index of `NX`, the encryption field of nearly every v4 tuple. */
export const notEncrypted = 1;

/** A table that holds '' (index 0) and `NX`. */
export function createTextTable(): TextTable {
  const table = {
    texts: [''],
    addressTexts: [],
    indexOfAddress: new Map(),
    slots: new Uint32Array(256),
    bytesOf: [new Uint8Array(0)],
  };
  internText(table, Buffer.from('NX'), 0, 2);
  return table;
}

const asText = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** FNV-1a over 32 bits: enough for a few thousand distinct rules and resource ids. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return hash >>> 0;
}

function sameBytes(a: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (a.length !== end - start) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== bytes[start + i]) return false;
  return true;
}

/** The index of the JSON string text between `start` and `end` (without its quotes); escapes are resolved. */
export function internText(table: TextTable, bytes: Uint8Array, start: number, end: number): number {
  const mask = table.slots.length - 1;
  let slot = hashOf(bytes, start, end) & mask;
  for (let index = table.slots[slot] as number; index !== 0; index = table.slots[slot] as number) {
    if (sameBytes(table.bytesOf[index] as Uint8Array, bytes, start, end)) return index;
    slot = (slot + 1) & mask;
  }
  return start === end ? 0 : addText(table, bytes.slice(start, end), slot);
}

function addText(table: TextTable, raw: Uint8Array, slot: number): number {
  const index = table.texts.length;
  table.texts.push(resolveEscapes(asText(raw).toString('utf8')));
  table.bytesOf.push(raw);
  table.slots[slot] = index;
  if (index * 2 > table.slots.length) growSlots(table);
  return index;
}

function growSlots(table: TextTable): void {
  const slots = new Uint32Array(table.slots.length * 2);
  for (let index = 1; index < table.bytesOf.length; index++) {
    const raw = table.bytesOf[index] as Uint8Array;
    let slot = hashOf(raw, 0, raw.length) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = index;
  }
  table.slots = slots;
}

function resolveEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** IPv4 addresses that somebody made unreadable before sharing a log (`xxx.xxx.xxx.xxx`): still one address, of no known place. */
const maskedIpv4 = /^[\dxX*]{1,3}(\.[\dxX*]{1,3}){3}$/;
const isAddressText = (text: string): boolean =>
  (isIPv6(text) && !text.includes('%')) || (maskedIpv4.test(text) && /[xX*]/.test(text));

/** The index of an IPv6 (or masked IPv4) address written between `start` and `end`, or -1 where it is none. */
export function internAddress(table: TextTable, bytes: Uint8Array, start: number, end: number): number {
  const text = asText(bytes).toString('latin1', start, end);
  const known = table.indexOfAddress.get(text);
  if (known !== undefined) return known;
  if (!isAddressText(text)) return -1;
  table.indexOfAddress.set(text, table.addressTexts.length);
  return table.addressTexts.push(text) - 1;
}
