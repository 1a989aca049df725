/** Counting: decoded records come in, facts go out; a chunk's tuples are told apart by numbers, and strings are made once a distinct value. */
import type { DescribeAddress } from '../model/address.ts';
import { type DecodedRecord, type DecodedTexts, flag, type TupleColumns, type TupleGroup } from '../model/decoded-record.ts';
import { type Facts, type PortKey, type Scope, slotMs, slotSeconds } from '../model/facts.ts';
import {
  type AddressBook,
  cellOf,
  countryAt,
  createAddressBook,
  ipv4Tag,
  ipv4Text,
  kindAt,
  platformKind,
  privateKind,
  publicKind,
  sourceAt,
  textTag,
} from './address-book.ts';
import {
  addDenied,
  addLag,
  countryIndex,
  createFactTables,
  type FactTables,
  otherPort,
  packKind,
  rowAt,
  ruleIndex,
  sourceIndex,
  targetIndex,
  toFacts,
} from './fact-tables.ts';
import { addTo, placeOfKey } from './key-table.ts';
import { isWatched, type WatchedDoors, watchedDoors } from './watched-doors.ts';

/** Counts the records of one stream. */
export interface RecordCounter {
  /** `nowMs` tells how late the record is read. */
  add(record: DecodedRecord, texts: DecodedTexts, nowMs: number): void;
  addRejected(count: number): void;
  /** What was counted so far. */
  facts(): Facts;
}

export interface CountOptions {
  readonly watchedPorts: ReadonlySet<PortKey>;
  readonly describe: DescribeAddress;
  /** The MAC of the blob's path, for records that name none; '' where the path names none. */
  readonly pathMac: string;
}

/** A counter without anything counted. */
export function createRecordCounter(options: CountOptions): RecordCounter {
  const tables = createFactTables();
  const counting: Counting = {
    tables,
    book: createAddressBook(options.describe, (country) => countryIndex(tables, country)),
    watched: watchedDoors(options.watchedPorts),
    pathMac: options.pathMac,
    placeOfSource: (source, country) => sourceIndex(tables, source, country),
  };
  return {
    add: (record, texts, nowMs) => addRecord(counting, record, texts, nowMs),
    addRejected: (count) => {
      tables.rejected += count;
    },
    facts: () => toFacts(tables),
  };
}

interface Counting {
  readonly tables: FactTables;
  readonly book: AddressBook;
  readonly watched: WatchedDoors;
  readonly pathMac: string;
  readonly placeOfSource: (source: string, country: string) => number;
}

const stateBegin = 1 << flag.stateShift;
const lagBounds = [1, 2, 5, 15, 60];

function addRecord(counting: Counting, record: DecodedRecord, texts: DecodedTexts, nowMs: number): void {
  const { tables } = counting;
  tables.records++;
  tables.tuples += record.groups.reduce((sum, { from, to }) => sum + to - from, 0);
  tables.rejected += record.rejections.length;
  const minutes = (nowMs - record.timeMs) / 60_000;
  addLag(tables, {
    commitSlot: Math.floor(nowMs / slotMs),
    atMostMinutes: lagBounds.find((bound) => minutes <= bound) ?? 61,
    records: 1,
  });
  for (const group of record.groups) addGroup(counting, record, group, texts);
}

/** `00-0D-3A-…` and `000d3a…` name one MAC. */
const plainMac = (text: string): string => text.replace(/[:-]/g, '').toUpperCase();

/** What all tuples of a group share. */
interface GroupPlaces {
  readonly rule: number;
  readonly isPlatformRule: boolean;
  readonly isV1: boolean;
  readonly mac: string;
  readonly resource: string;
  readonly addressTexts: readonly string[];
  /** The destination of the tuple before, which most often is that of the next, and its place as a target. */
  lastDestination: number;
  lastTag: number;
  lastTarget: number;
}

function addGroup(counting: Counting, record: DecodedRecord, group: TupleGroup, { texts, addressTexts }: DecodedTexts): void {
  const name = texts[group.rule] ?? '';
  const places: GroupPlaces = {
    rule: ruleIndex(counting.tables, { name, acl: texts[group.acl || record.nsg] ?? '' }),
    isPlatformRule: name === 'PlatformRule',
    isV1: record.version === 1,
    mac: plainMac(texts[group.mac || record.mac] ?? '') || counting.pathMac,
    resource: texts[record.resource] ?? '',
    addressTexts,
    lastDestination: 0,
    lastTag: 0,
    lastTarget: 0,
  };
  for (let i = group.from; i < group.to; i++) addTuple(counting, record.tuples, i, places);
}

function addTuple(counting: Counting, tuples: TupleColumns, i: number, places: GroupPlaces): void {
  const { book } = counting;
  const flags = tuples.flags[i] as number;
  const isInbound = (flags & flag.inbound) !== 0;
  const isFlow = places.isV1 || (flags & flag.stateMask) === stateBegin || (flags & flag.denied) !== 0;
  const port = tuples.destinationPort[i] as number;
  const protocol = tuples.protocol[i] as number;
  const watched = isWatched(counting.watched, port, protocol);
  const door = protocol * 65536 + port;
  const destinationTag = flags & flag.destinationIsText ? textTag : ipv4Tag;
  const { cells } = book;
  let destination = cellOf(book, tuples.destination[i] as number, destinationTag, places.addressTexts);
  const source = cellOf(book, tuples.source[i] as number, flags & flag.sourceIsText ? textTag : ipv4Tag, places.addressTexts);
  // Cells move when the book grows.
  if (book.cells !== cells) destination = cellOf(book, tuples.destination[i] as number, destinationTag, places.addressTexts);
  if (isInbound && kindAt(book, source) === publicKind && (watched || flags & flag.denied)) {
    addInboundPublic(counting, tuples, i, source, door, isFlow, places);
  }
  const remote = isInbound ? source : destination;
  const scope = places.isPlatformRule
    ? 'AzurePlatform'
    : scopeOf(kindAt(book, source), kindAt(book, destination), kindAt(book, remote));
  const kind = packKind(flags & flag.denied ? 'denied' : 'allowed', isInbound ? 'inbound' : 'outbound', scope);
  addTotal(counting.tables, tuples, i, kind, watched ? door : otherPort, countryAt(book, remote), isFlow, places.rule);
}

/** Denied flows on all ports; allowed ones on watched ports, with their counters. */
function addInboundPublic(
  { tables, book, placeOfSource }: Counting,
  tuples: TupleColumns,
  i: number,
  sourceCell: number,
  door: PortKey,
  isFlow: boolean,
  places: GroupPlaces,
): void {
  const source = sourceAt(book, sourceCell, places.addressTexts, placeOfSource);
  const slot = Math.floor((tuples.timeS[i] as number) / slotSeconds);
  const target = targetOf(tables, tuples, i, places);
  if ((tuples.flags[i] as number) & flag.denied) {
    addDenied(tables.denied, placeOfKey(tables.denied, slot, source, target, door, places.rule), isFlow ? 1 : 0);
  } else {
    addAllowed(
      tables,
      tuples,
      i,
      rowAt(tables.allowed, placeOfKey(tables.allowed, slot, source, target, door, places.rule)),
      isFlow,
    );
  }
}

function targetOf(tables: FactTables, tuples: TupleColumns, i: number, places: GroupPlaces): number {
  const destination = tuples.destination[i] as number;
  const tag = (tuples.flags[i] as number) & flag.destinationIsText ? textTag : ipv4Tag;
  if (places.lastDestination === destination && places.lastTag === tag) return places.lastTarget;
  const address = tag === ipv4Tag ? ipv4Text(destination) : (places.addressTexts[destination] ?? '');
  places.lastTarget = targetIndex(tables, { mac: places.mac, address, resource: places.resource });
  places.lastDestination = destination;
  places.lastTag = tag;
  return places.lastTarget;
}

const counterOf = (column: Float64Array, i: number): number => (column[i] as number) || 0;

function addAllowed(tables: FactTables, tuples: TupleColumns, i: number, row: number, isFlow: boolean): void {
  const flags = tuples.flags[i] as number;
  const has = (flags & flag.counters) !== 0;
  const packetsSent = has ? counterOf(tuples.packetsSent, i) : 0;
  const packetsReceived = has ? counterOf(tuples.packetsReceived, i) : 0;
  const isMeasured = (flags & flag.stateMask) > stateBegin && packetsSent > 0;
  const [flows, sent, bytesSent, received, bytesReceived, measured, answered] = tables.allowedSums;
  addTo(flows, row, isFlow ? 1 : 0);
  addTo(sent, row, packetsSent);
  addTo(bytesSent, row, has ? counterOf(tuples.bytesSent, i) : 0);
  addTo(received, row, packetsReceived);
  addTo(bytesReceived, row, has ? counterOf(tuples.bytesReceived, i) : 0);
  addTo(measured, row, isMeasured ? 1 : 0);
  addTo(answered, row, packetsReceived > 0 ? 1 : 0);
}

function addTotal(
  { totals, totalSums }: FactTables,
  tuples: TupleColumns,
  i: number,
  kind: number,
  port: PortKey,
  country: number,
  isFlow: boolean,
  rule: number,
): void {
  const row = rowAt(totals, placeOfKey(totals, kind, port, country, rule, 0));
  const [flows, bytesSent, bytesReceived] = totalSums;
  addTo(flows, row, isFlow ? 1 : 0);
  if (((tuples.flags[i] as number) & flag.counters) === 0) return;
  addTo(bytesSent, row, counterOf(tuples.bytesSent, i));
  addTo(bytesReceived, row, counterOf(tuples.bytesReceived, i));
}

/** What the two addresses of a flow tell: the remote end decides, then Azure's own address, then both being private. */
function scopeOf(source: number, destination: number, remote: number): Scope {
  if (source === platformKind || destination === platformKind) return 'AzurePlatform';
  if (remote === publicKind) return 'Public';
  return source === privateKind && destination === privateKind ? 'Private' : 'Unknown';
}
