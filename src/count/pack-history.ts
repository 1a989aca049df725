import { deflateSync, inflateSync } from 'node:zlib';
import { Failure } from '../model/failure.ts';
import type { DayHistory, DoorDay, DoorRun, PairColumns } from '../model/history.ts';
import { columnsOf, tableRoom } from './column-room.ts';
import { createReader, createWriter, type PackReader, type PackWriter } from './pack-numbers.ts';

/** First byte of each row of a packed history. Older formats stay readable, newer ones are refused. */
const formatByte = 1;
/** A row is one entity of at most 1 MiB, with room for its other properties. */
const defaultRowBytes = 900 * 1024;

/**
 * Packs a history for storage: deflated columns of variable-length numbers with a checksum, cut into rows of a format byte and at
 * most the rest of 900 KiB.
 *
 * @returns at least one row; their order matters
 */
export function packHistory(history: DayHistory, rowBytes: number = defaultRowBytes): Uint8Array[] {
  const writer = createWriter();
  writeHistory(writer, history);
  const packed = deflateSync(writer.bytes(), { level: 6 });
  const room = rowBytes - 1;
  return Array.from({ length: Math.ceil(packed.length / room) }, (_, row) =>
    Buffer.concat([Uint8Array.of(formatByte), packed.subarray(row * room, (row + 1) * room)]),
  );
}

/**
 * Unpacks the rows of `packHistory`.
 *
 * @throws Failure `newer-format` where a newer version wrote a row, `damaged-row` where they are not whole
 */
export function unpackHistory(rows: readonly Uint8Array[]): DayHistory {
  const newer = rows.find(([format = 0]) => format > formatByte);
  if (newer !== undefined) {
    throw new Failure(
      'newer-format',
      `Cannot read a history of format ${newer[0]}: this version knows formats up to ${formatByte}`,
    );
  }
  try {
    if (!rows.every(([format]) => format === formatByte)) throw new RangeError('no format byte');
    const packed = Buffer.concat(rows.map((row) => row.subarray(1)));
    return readHistory(createReader(inflateSync(packed, { chunkSize: Math.max(1024, packed.length * 4) })));
  } catch (cause) {
    throw new Failure('damaged-row', `Cannot unpack a history: ${rows.length} rows that are not whole`, { cause });
  }
}

function writeHistory(writer: PackWriter, history: DayHistory): void {
  const { day, sources, targets, hours, ports, letIn, doors, pairs, countries } = history;
  const blocks = blocksOf(doors);
  const firstSlot = leastSlot(history);
  writer.text(day);
  writer.number(firstSlot);
  writeLines(writer, sources);
  writer.list(targets, ({ mac, address, resource }) => [mac, address, resource].forEach(writer.text));
  writer.list(hours, ({ flowLog, mac, mask }) => {
    [flowLog, mac].forEach(writer.text);
    writer.number(mask);
  });
  writer.list(ports, (row) => [row.port, row.hour, row.deniedFlows, row.deniedPrefixes].forEach(writer.number));
  writer.list(letIn, (row) => [row.target, row.port, row.source, row.firstSlot - firstSlot].forEach(writer.number));
  writeLines(writer, [...blocks.keys()]);
  writer.list(doors, (door) => writeDoor(writer, door, blocks, firstSlot));
  writePairs(writer, pairs);
  writer.list(countries, ({ country, deniedFlows }) => {
    writer.text(country);
    writer.number(deniedFlows);
  });
}

/** Texts without line breaks, as one: much faster to read than one by one. */
function writeLines(writer: PackWriter, lines: readonly string[]): void {
  writer.number(lines.length);
  writer.text(lines.join('\n'));
}

function readLines(reader: PackReader): readonly string[] {
  const count = reader.number();
  const text = reader.text();
  return count === 0 ? [] : text.split('\n');
}

function blocksOf(doors: readonly DoorDay[]): Map<string, number> {
  const blocks = new Map<string, number>();
  for (const { firstRun, lastRun } of doors) {
    for (const { block } of [...firstRun.blocks, ...lastRun.blocks]) if (!blocks.has(block)) blocks.set(block, blocks.size);
  }
  return blocks;
}

/** Slots are written from here on: the first of the day, or one shortly before midnight. */
function leastSlot({ letIn, doors }: DayHistory): number {
  let least = Number.MAX_SAFE_INTEGER;
  for (const { firstSlot } of letIn) least = Math.min(least, firstSlot);
  for (const { firstRun, lastRun, changes } of doors) {
    for (const { slot } of [...firstRun.blocks, ...lastRun.blocks, ...changes]) least = Math.min(least, slot);
  }
  return least === Number.MAX_SAFE_INTEGER ? 0 : least;
}

const denied = 1;
const oneRun = 2;

function writeDoor(writer: PackWriter, door: DoorDay, blocks: ReadonlyMap<string, number>, firstSlot: number): void {
  const writeRun = ({ decision, blocks: ofRun }: DoorRun, isOneRun: boolean): void => {
    writer.number((decision === 'denied' ? denied : 0) | (isOneRun ? oneRun : 0));
    writer.list(ofRun, ({ block, slot }) => [blocks.get(block) ?? 0, slot - firstSlot].forEach(writer.number));
  };
  writer.number(door.target);
  writer.number(door.port);
  writeRun(door.firstRun, door.isOneRun);
  if (door.isOneRun) return;
  writer.list(door.changes, ({ slot, state }) => [slot - firstSlot, state === 'open' ? 0 : 1].forEach(writer.number));
  writeRun(door.lastRun, false);
}

type Knock = DoorRun['blocks'][number];

/** Makes the reader of knocks that gives equal ones as one: fourteen days of doors are held at once, and many begin with the same. */
function knockReader(reader: PackReader, blocks: readonly string[], firstSlot: number): () => Knock {
  const known = new Map<number, Knock>();
  return () => {
    const block = reader.number();
    const slot = reader.number();
    const key = slot * blocks.length + block;
    const knock = known.get(key) ?? { block: blocks[block] ?? '', slot: firstSlot + slot };
    known.set(key, knock);
    return knock;
  };
}

function readRun(reader: PackReader, flags: number, readKnock: () => Knock): DoorRun {
  return { decision: flags & denied ? 'denied' : 'allowed', blocks: reader.list(readKnock) };
}

/** Of nearly all doors, and so one for all. */
const noChanges: DoorDay['changes'] = [];

function readDoor(reader: PackReader, readKnock: () => Knock, firstSlot: number): DoorDay {
  const target = reader.number();
  const port = reader.number();
  const flags = reader.number();
  const firstRun = readRun(reader, flags, readKnock);
  if (flags & oneRun) return { target, port, firstRun, changes: noChanges, lastRun: firstRun, isOneRun: true };
  const changes = reader.list(
    () => ({ slot: firstSlot + reader.number(), state: reader.number() === 0 ? 'open' : 'closed' }) as const,
  );
  return { target, port, firstRun, changes, lastRun: readRun(reader, reader.number(), readKnock), isOneRun: false };
}

function writePairs(writer: PackWriter, { source, target, port, isDenied, attempts }: PairColumns): void {
  writer.number(source.length);
  let before = 0;
  for (const index of source) {
    writer.number(index - before);
    before = index;
  }
  const order = Uint32Array.from(source.keys());
  for (const column of [target, port, isDenied, attempts]) writer.column(order, column);
}

function readPairs(reader: PackReader): PairColumns {
  const next = columnsOf(tableRoom(reader.rows(), widthsOfPairs));
  return {
    source: reader.rising(next(Uint32Array)),
    target: reader.column(next(Uint32Array)),
    port: reader.column(next(Uint32Array)),
    isDenied: reader.column(next(Uint8Array)),
    attempts: reader.column(next(Uint32Array)),
  };
}

const widthsOfPairs = [4, 4, 4, 1, 4];

function readHistory(reader: PackReader): DayHistory {
  const day = reader.text();
  const firstSlot = reader.number();
  const sources = readLines(reader);
  const targets = reader.list(() => ({ mac: reader.text(), address: reader.text(), resource: reader.text() }));
  const hours = reader.list(() => ({ flowLog: reader.text(), mac: reader.text(), mask: reader.number() }));
  const ports = reader.list(() => ({
    port: reader.number(),
    hour: reader.number(),
    deniedFlows: reader.number(),
    deniedPrefixes: reader.number(),
  }));
  const letIn = reader.list(() => ({
    target: reader.number(),
    port: reader.number(),
    source: reader.number(),
    firstSlot: firstSlot + reader.number(),
  }));
  const blocks = readLines(reader);
  const readKnock = knockReader(reader, blocks, firstSlot);
  const doors = reader.list(() => readDoor(reader, readKnock, firstSlot));
  const pairs = readPairs(reader);
  const countries = reader.list(() => ({ country: reader.text(), deniedFlows: reader.number() }));
  return { day, sources, targets, hours, ports, letIn, doors, pairs, countries };
}
