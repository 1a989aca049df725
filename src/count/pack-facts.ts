import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AllowedColumns, DeniedColumns, Facts, Total } from '../model/facts.ts';
import { Failure } from '../model/failure.ts';
import { allowedWidths, columnBelow, columnsOf, deniedWidths, type NextColumn, type Sizes, tableRoom } from './column-room.ts';
import { allowedColumns, packKind, unpackKind } from './fact-tables.ts';
import { createReader, createWriter, type PackReader, type PackWriter } from './pack-numbers.ts';

/** First byte of packed facts. Older formats stay readable, newer ones are refused. */
const formatByte = 1;

/**
 * Packs facts for storage: a format byte, then deflated columns of variable-length numbers, rows in the order of their keys.
 *
 * About 4 to 7 bytes a denied row in ordinary logs. `unpackFacts` gives equal facts, in that order of rows.
 */
export function packFacts(facts: Facts): Uint8Array {
  const writer = createWriter();
  const sources = orderOfSources(facts);
  writer.list(sources.order, (from) => writer.text(facts.sources.address[from] ?? ''));
  writer.list(sources.order, (from) => writer.text(facts.sources.country[from] ?? ''));
  writer.list(facts.targets, ({ mac, address, resource }) => [mac, address, resource].forEach(writer.text));
  writer.list(facts.rules, ({ name, acl }) => [name, acl].forEach(writer.text));
  const denied = orderOfRows(facts.denied, sources.rank);
  writeKeys(writer, facts.denied, denied, sources.rank);
  writer.column(denied, facts.denied.flows);
  const allowed = orderOfRows(facts.allowed, sources.rank);
  writeKeys(writer, facts.allowed, allowed, sources.rank);
  for (const column of allowedColumns(facts.allowed)) writer.column(allowed, column);
  writeTotals(writer, facts.totals);
  writer.list(facts.lag, (lag) => [lag.commitSlot, lag.atMostMinutes, lag.records].forEach(writer.number));
  [facts.records, facts.tuples, zigzag(facts.rejected)].forEach(writer.number);
  const packed = deflateRawSync(writer.bytes(), { level: 6 });
  return Buffer.concat([Uint8Array.of(formatByte), packed]);
}

/** A part may take back rejections of another, which a replay could read: whole numbers of either sign. */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/** Sources in the order of their text, so that equal facts pack to equal bytes and neighbours compress well. */
function orderOfSources({ sources }: Facts): { readonly order: readonly number[]; readonly rank: Uint32Array } {
  const order = sources.address
    .map((_, i) => i)
    .sort((a, b) => ((sources.address[a] ?? '') < (sources.address[b] ?? '') ? -1 : 1));
  const rank = new Uint32Array(order.length);
  order.forEach((from, to) => {
    rank[from] = to;
  });
  return { order, rank };
}

function orderOfRows(columns: DeniedColumns, rank: Uint32Array): Uint32Array {
  const at = (column: ArrayLike<number>, row: number): number => column[row] ?? 0;
  const { source, slot, target, protocol, port, rule } = columns;
  return Uint32Array.from(slot, (_, row) => row).sort(
    (a, b) =>
      at(rank, at(source, a)) - at(rank, at(source, b)) ||
      at(slot, a) - at(slot, b) ||
      at(target, a) - at(target, b) ||
      at(protocol, a) - at(protocol, b) ||
      at(port, a) - at(port, b) ||
      at(rule, a) - at(rule, b),
  );
}

function writeKeys(writer: PackWriter, columns: DeniedColumns, order: Uint32Array, rank: Uint32Array): void {
  const firstSlot = order.reduce((least, row) => Math.min(least, columns.slot[row] ?? 0), 0xffffffff);
  writer.number(order.length);
  writer.number(order.length === 0 ? 0 : firstSlot);
  let before = 0;
  for (const row of order) {
    const source = rank[columns.source[row] ?? 0] ?? 0;
    writer.number(source - before);
    before = source;
  }
  for (const row of order) writer.number((columns.slot[row] ?? 0) - firstSlot);
  for (const column of [columns.target, columns.port, columns.protocol, columns.rule]) writer.column(order, column);
}

function writeTotals(writer: PackWriter, totals: readonly Total[]): void {
  writer.list(totals, (total) => {
    writer.number(packKind(total.decision, total.direction, total.scope));
    writer.number(total.port + 1);
    writer.text(total.country);
    [total.rule, total.flows, total.bytesSent, total.bytesReceived].forEach(writer.number);
  });
}

/**
 * Unpacks what `packFacts` packed.
 *
 * @throws Failure `newer-format` where a newer version wrote the bytes, `damaged-row` where they are not whole
 */
export function unpackFacts(packed: Uint8Array): Facts {
  const format = packed[0];
  if (format !== undefined && format > formatByte) {
    throw new Failure('newer-format', `Cannot read facts of format ${format}: this version knows formats up to ${formatByte}`);
  }
  try {
    if (format !== formatByte) throw new RangeError('no format byte');
    return readFacts(createReader(inflateRawSync(packed.subarray(1), { chunkSize: roomFor(packed) })));
  } catch (cause) {
    throw new Failure('damaged-row', `Cannot unpack facts: ${packed.length} bytes that are not whole`, { cause });
  }
}

/** Bytes that what is packed is unpacked into at a time: most facts need one piece, where many small ones would be joined. */
const roomFor = ({ length }: Uint8Array): number => Math.max(1024, length * 4);

function readFacts(reader: PackReader): Facts {
  const address = reader.list(reader.text);
  const country = reader.list(reader.repeatedText);
  const targets = reader.list(() => ({ mac: reader.text(), address: reader.text(), resource: reader.text() }));
  const rules = reader.list(() => ({ name: reader.text(), acl: reader.text() }));
  const denied = readDenied(reader, { targets: targets.length, rules: rules.length });
  const allowed = readAllowed(reader, { targets: targets.length, rules: rules.length });
  return {
    sources: { address, country },
    targets,
    rules,
    denied,
    allowed,
    totals: reader.list(() => readTotal(reader)),
    lag: reader.list(() => ({ commitSlot: reader.number(), atMostMinutes: reader.number(), records: reader.number() })),
    records: reader.number(),
    tuples: reader.number(),
    rejected: unzigzag(reader.number()),
  };
}

function readKeys(reader: PackReader, next: NextColumn, { targets, rules }: Sizes): Omit<DeniedColumns, 'flows'> {
  const firstSlot = reader.number();
  const source = reader.rising(next(Uint32Array));
  const slot = reader.column(next(Uint32Array), firstSlot);
  const target = reader.column(next(columnBelow(targets)));
  const port = reader.column(next(Uint16Array));
  const protocol = reader.column(next(Uint8Array));
  return { slot, source, target, port, protocol, rule: reader.column(next(columnBelow(rules))) };
}

function readDenied(reader: PackReader, sizes: Sizes): DeniedColumns {
  const next = columnsOf(tableRoom(reader.rows(), deniedWidths(sizes)));
  return { ...readKeys(reader, next, sizes), flows: reader.column(next(Uint32Array)) };
}

function readAllowed(reader: PackReader, sizes: Sizes): AllowedColumns {
  const next = columnsOf(tableRoom(reader.rows(), allowedWidths(sizes)));
  const keys = readKeys(reader, next, sizes);
  const flows = reader.column(next(Uint32Array));
  const packetsSent = reader.column(next(Float64Array));
  const bytesSent = reader.column(next(Float64Array));
  const packetsReceived = reader.column(next(Float64Array));
  const bytesReceived = reader.column(next(Float64Array));
  const measured = reader.column(next(Uint32Array));
  const answered = reader.column(next(Uint32Array));
  return { ...keys, flows, packetsSent, bytesSent, packetsReceived, bytesReceived, measured, answered };
}

function readTotal(reader: PackReader): Total {
  const kind = unpackKind(reader.number());
  const port = reader.number() - 1;
  const country = reader.repeatedText();
  return {
    ...kind,
    port,
    country,
    rule: reader.number(),
    flows: reader.number(),
    bytesSent: reader.number(),
    bytesReceived: reader.number(),
  };
}
