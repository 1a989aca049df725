/** Counting: decoded records come in, facts go out; a chunk's tuples are told apart by numbers, and strings are made once a distinct value. */
import type { DescribeAddress } from '../model/address.ts';
import { type DecodedRecord, type DecodedTexts, flag, type TupleColumns, type TupleGroup } from '../model/decoded-record.ts';
import { type Facts, type PortKey, type Scope, slotMs, slotSeconds } from '../model/facts.ts';
import { type AddressBook, type AddressEntry, createAddressBook, ipv4Entry, textEntry } from './address-book.ts';
import {
  addLag,
  countryIndex,
  createFactTables,
  type FactTables,
  otherPort,
  packKind,
  ruleIndex,
  sourceIndex,
  targetIndex,
  toFacts,
} from './fact-tables.ts';
import { addTo, rowOfFive } from './key-table.ts';

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
  const counting: Counting = {
    tables: createFactTables(),
    book: createAddressBook(options.describe),
    options,
    lastDestination: null,
  };
  return {
    add: (record, texts, nowMs) => addRecord(counting, record, texts, nowMs),
    addRejected: (count) => {
      counting.tables.rejected += count;
    },
    facts: () => toFacts(counting.tables),
  };
}

/** The destination of the tuple before, which most often is the one of the next. */
interface LastDestination {
  readonly address: number;
  readonly entry: AddressEntry;
}

interface Counting {
  readonly tables: FactTables;
  readonly book: AddressBook;
  readonly options: CountOptions;
  lastDestination: LastDestination | null;
}

const stateBegin = 1 << flag.stateShift;
const lagBounds = [1, 2, 5, 15, 60];

function addRecord(counting: Counting, record: DecodedRecord, texts: DecodedTexts, nowMs: number): void {
  const { tables } = counting;
  tables.records++;
  tables.tuples += record.tuples.count;
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
  readonly mac: string;
  readonly resource: string;
  /** Place of the target of each address met in the group. */
  readonly targets: Map<string, number>;
}

function addGroup(counting: Counting, record: DecodedRecord, group: TupleGroup, { texts, addressTexts }: DecodedTexts): void {
  const name = texts[group.rule] ?? '';
  const places: GroupPlaces = {
    rule: ruleIndex(counting.tables, { name, acl: texts[group.acl || record.nsg] ?? '' }),
    isPlatformRule: name === 'PlatformRule',
    mac: plainMac(texts[group.mac || record.mac] ?? '') || counting.options.pathMac,
    resource: texts[record.resource] ?? '',
    targets: new Map(),
  };
  for (let i = group.from; i < group.to; i++) addTuple(counting, record.tuples, i, record.version === 1, places, addressTexts);
}

function addTuple(
  counting: Counting,
  tuples: TupleColumns,
  i: number,
  isV1: boolean,
  places: GroupPlaces,
  addressTexts: readonly string[],
): void {
  const flags = tuples.flags[i] as number;
  const source =
    flags & flag.sourceIsText
      ? textEntry(counting.book, tuples.source[i] as number, addressTexts)
      : ipv4Entry(counting.book, tuples.source[i] as number);
  const destination = destinationOf(counting, tuples.destination[i] as number, flags, addressTexts);
  const door = (tuples.protocol[i] as number) * 65536 + (tuples.destinationPort[i] as number);
  const isFlow = isV1 || (flags & flag.stateMask) === stateBegin || (flags & flag.denied) !== 0;
  if (flags & flag.inbound && source.kind === 'public')
    addInboundPublic(counting, tuples, i, source, destination, door, isFlow, places);
  addTotal(counting, tuples, i, source, destination, door, isFlow, places);
}

function destinationOf(counting: Counting, address: number, flags: number, addressTexts: readonly string[]): AddressEntry {
  if (flags & flag.destinationIsText) return textEntry(counting.book, address, addressTexts);
  if (counting.lastDestination?.address === address) return counting.lastDestination.entry;
  const entry = ipv4Entry(counting.book, address);
  counting.lastDestination = { address, entry };
  return entry;
}

/** Denied flows on all ports; allowed ones on watched ports, with their counters. */
function addInboundPublic(
  { tables, options }: Counting,
  tuples: TupleColumns,
  i: number,
  source: AddressEntry,
  destination: AddressEntry,
  door: PortKey,
  isFlow: boolean,
  places: GroupPlaces,
): void {
  const isDenied = ((tuples.flags[i] as number) & flag.denied) !== 0;
  if (!isDenied && !options.watchedPorts.has(door)) return;
  if (source.sourceIndex < 0) source.sourceIndex = sourceIndex(tables, source.source, source.country);
  const slot = Math.floor((tuples.timeS[i] as number) / slotSeconds);
  const target = targetOf(tables, destination, places);
  const table = isDenied ? tables.denied : tables.allowed;
  const row = rowOfFive(table, slot, source.sourceIndex, target, door, places.rule);
  if (isDenied) addTo(tables.deniedFlows, row, isFlow ? 1 : 0);
  else addAllowed(tables, tuples, i, row, isFlow);
}

function targetOf(tables: FactTables, destination: AddressEntry, { targets, mac, resource }: GroupPlaces): number {
  const known = targets.get(destination.text);
  if (known !== undefined) return known;
  const target = targetIndex(tables, { mac, address: destination.text, resource });
  targets.set(destination.text, target);
  return target;
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
  { tables, options }: Counting,
  tuples: TupleColumns,
  i: number,
  source: AddressEntry,
  destination: AddressEntry,
  door: PortKey,
  isFlow: boolean,
  places: GroupPlaces,
): void {
  const flags = tuples.flags[i] as number;
  const isInbound = (flags & flag.inbound) !== 0;
  const remote = isInbound ? source : destination;
  if (remote.countryIndex < 0) remote.countryIndex = countryIndex(tables, remote.country);
  const scope = places.isPlatformRule ? 'AzurePlatform' : scopeOf(source, destination, remote);
  const kind = packKind(flags & flag.denied ? 'denied' : 'allowed', isInbound ? 'inbound' : 'outbound', scope);
  const port = options.watchedPorts.has(door) ? door : otherPort;
  const row = rowOfFive(tables.totals, kind, port, remote.countryIndex, places.rule, 0);
  const [flows, bytesSent, bytesReceived] = tables.totalSums;
  addTo(flows, row, isFlow ? 1 : 0);
  if ((flags & flag.counters) === 0) return;
  addTo(bytesSent, row, counterOf(tuples.bytesSent, i));
  addTo(bytesReceived, row, counterOf(tuples.bytesReceived, i));
}

/** What the two addresses of a flow tell: the remote end decides, then Azure's own address, then both being private. */
function scopeOf(source: AddressEntry, destination: AddressEntry, remote: AddressEntry): Scope {
  if (source.kind === 'platform' || destination.kind === 'platform') return 'AzurePlatform';
  if (remote.kind === 'public') return 'Public';
  return source.kind === 'private' && destination.kind === 'private' ? 'Private' : 'Unknown';
}
