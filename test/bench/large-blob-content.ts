import { slotMs } from '../../src/model/facts.ts';
import { recordText, sampleHourStartMs } from '../support/sample-log.ts';

/** Whose hour it is: a busy gateway, mostly let through; or a flood in which every tuple comes from a source of its own. */
export type LargeBlobKind = 'gateway' | 'flood';

/** What the tuples of a blob add up to. */
export interface BlobSums {
  records: number;
  tuples: number;
  rejected: number;
  /** Denied inbound flows in each of the hour's twelve slots. */
  deniedBySlot: number[];
  /** Allowed inbound flows on watched ports. */
  allowedFlows: number;
  /** Of all flows. */
  flows: number;
  bytesSent: number;
  bytesReceived: number;
}

export const noSums = (): BlobSums => ({
  records: 0,
  tuples: 0,
  rejected: 0,
  deniedBySlot: Array.from({ length: 12 }, () => 0),
  allowedFlows: 0,
  flows: 0,
  bytesSent: 0,
  bytesReceived: 0,
});

/** Azure closes a record at about 32 KiB. */
const tuplesPerRecord = 400;
const blockBytes = 4_000_000;
const rules = {
  denied: 'DefaultRule_DenyAllInBound',
  web: 'UserRule_allow-web',
  ssh: 'UserRule_allow-ssh',
  out: 'DefaultRule_AllowInternetOutBound',
};

/** A v4 log of `bytes` bytes or a little more, block by block; what it holds is added to `sums` on the way. */
export function* largeBlobContent(kind: LargeBlobKind, bytes: number, mac: string, sums: BlobSums): Generator<Buffer> {
  let block = '{"records":[';
  let written = 0;
  while (written + block.length < bytes) {
    const minute = Math.floor(((written + block.length) / bytes) * 60);
    block += `${sums.records === 0 ? '' : ','}${nextRecord(kind, sampleHourStartMs + minute * 60_000, mac, sums)}`;
    if (block.length < blockBytes) continue;
    written += block.length;
    yield Buffer.from(block);
    block = '';
  }
  yield Buffer.from(`${block}]}`);
}

function nextRecord(kind: LargeBlobKind, minuteMs: number, mac: string, sums: BlobSums): string {
  const byRule = new Map<string, string[]>();
  for (let i = 0; i < tuplesPerRecord; i++) {
    const place = sums.tuples++;
    const atMs = minuteMs + (place % 59_000);
    const { rule, text } = kind === 'flood' ? deniedTuple(place, place, atMs, sums) : gatewayTuple(place, atMs, sums);
    const texts = byRule.get(rule);
    if (texts === undefined) byRule.set(rule, [text]);
    else texts.push(text);
  }
  sums.records++;
  return recordText('vnet-v4', minuteMs + 59_000, byRule, mac);
}

/** A tuple with the rule that decided. */
interface RuledTuple {
  readonly rule: string;
  readonly text: string;
}

/** Of twenty tuples four are turned away, from 20,000 sources; one is let in by SSH, four by HTTPS; eleven go out. */
function gatewayTuple(place: number, atMs: number, sums: BlobSums): RuledTuple {
  const share = place % 20;
  const turn = Math.floor(place / 20);
  if (share < 4) return deniedTuple((turn * 4 + share) % 20_000, place, atMs, sums);
  const remote = addressOf(20_000 + (turn % (share === 4 ? 50 : 5000)));
  const state = 'BCE'[turn % 3] ?? 'B';
  if (state === 'B') sums.flows++;
  if (state === 'B' && share === 4) sums.allowedFlows++;
  const ends = share < 9 ? `${remote},10.1.0.4` : `10.1.0.4,${remote}`;
  const rule = share === 4 ? rules.ssh : share < 9 ? rules.web : rules.out;
  const text = `${atMs},${ends},${ephemeralPort(place)},${share === 4 ? 22 : 443},6,${share < 9 ? 'I' : 'O'},${state},NX`;
  return { rule, text: `${text},${state === 'B' ? '0,0,0,0' : counters(place, sums)}` };
}

const doors = [23, 22, 3389, 445, 8080, 5555, 1433, 6379];

function deniedTuple(source: number, place: number, atMs: number, sums: BlobSums): RuledTuple {
  const slot = Math.floor((atMs - sampleHourStartMs) / slotMs);
  sums.deniedBySlot[slot] = (sums.deniedBySlot[slot] ?? 0) + 1;
  sums.flows++;
  const door = doors[place % doors.length];
  const text = `${atMs},${addressOf(source)},10.1.0.4,${ephemeralPort(place)},${door},6,I,D,NX,0,0,0,0`;
  return { rule: rules.denied, text };
}

function counters(place: number, sums: BlobSums): string {
  const sent = 1 + (place % 40);
  const received = place % 50;
  sums.bytesSent += sent * 120;
  sums.bytesReceived += received * 900;
  return `${sent},${sent * 120},${received},${received * 900}`;
}

const ephemeralPort = (place: number): number => 32_768 + (place % 28_000);

/** Distinct public addresses for distinct numbers, in no order: first octets 20 to 99 and 80 times 2^24 numbers (an odd factor loses none). */
function addressOf(number: number): string {
  const rest = Math.imul(Math.floor(number / 80), 0x9e3779b1);
  return `${20 + (number % 80)}.${(rest >>> 16) & 255}.${(rest >>> 8) & 255}.${rest & 255}`;
}
