import type { Facts, Lag, PortKey, Rule, Scope, Target, Total } from '../model/facts.ts';
import type { Decision, Direction } from '../model/flow.ts';
import { addTo, columnOf, createKeyTable, createSumColumn, type KeyTable, placeOfKey, type SumColumn } from './key-table.ts';

/** A list of distinct values with the place of each. */
export interface Dictionary<T> {
  readonly values: T[];
  readonly indexOf: Map<string, number>;
}

/** Facts under construction: keys in hash tables, sums in columns. */
export interface FactTables {
  readonly sources: Dictionary<string>;
  /** Country of each source, parallel to `sources.values`. */
  readonly sourceCountry: string[];
  readonly targets: Dictionary<Target>;
  readonly rules: Dictionary<Rule>;
  /** Countries of totals. */
  readonly countries: Dictionary<string>;
  /** Key: slot, source, target, door, rule; behind it the flows. */
  readonly denied: KeyTable;
  /** The same key; sums beside it. */
  readonly allowed: KeyTable;
  readonly allowedSums: readonly [SumColumn, SumColumn, SumColumn, SumColumn, SumColumn, SumColumn, SumColumn];
  readonly totals: KeyTable;
  readonly totalSums: readonly [SumColumn, SumColumn, SumColumn];
  readonly lag: Map<string, Lag>;
  records: number;
  tuples: number;
  rejected: number;
}

const dictionary = <T>(): Dictionary<T> => ({ values: [], indexOf: new Map() });
const sum = createSumColumn;

/**
 * Empty tables.
 *
 * @param rows denied rows to be ready for
 */
export function createFactTables(rows = 0): FactTables {
  return {
    sources: dictionary(),
    sourceCountry: [],
    targets: dictionary(),
    rules: dictionary(),
    countries: dictionary(),
    denied: createKeyTable(1, rows),
    allowed: createKeyTable(),
    allowedSums: [sum(), sum(), sum(), sum(), sum(), sum(), sum()],
    totals: createKeyTable(),
    totalSums: [sum(), sum(), sum()],
    lag: new Map(),
    records: 0,
    tuples: 0,
    rejected: 0,
  };
}

function placeOf<T>({ values, indexOf }: Dictionary<T>, key: string, make: () => T): number {
  const known = indexOf.get(key);
  if (known !== undefined) return known;
  indexOf.set(key, values.length);
  return values.push(make()) - 1;
}

/** The place of a source, added where it is new. */
export function sourceIndex(tables: FactTables, address: string, country: string): number {
  const index = placeOf(tables.sources, address, () => address);
  if (index === tables.sourceCountry.length) tables.sourceCountry.push(country);
  return index;
}

/** The place of a target; the resource of its first record stays. */
export const targetIndex = (tables: FactTables, target: Target): number =>
  placeOf(tables.targets, `${target.mac} ${target.address}`, () => target);

export const ruleIndex = (tables: FactTables, rule: Rule): number =>
  placeOf(tables.rules, `${rule.name}\n${rule.acl}`, () => rule);

export const countryIndex = (tables: FactTables, country: string): number => placeOf(tables.countries, country, () => country);

const scopes: readonly Scope[] = ['Public', 'AzurePlatform', 'Private', 'Unknown'];

/** Decision, direction and scope in one number, as the first part of a total's key. */
export const packKind = (decision: Decision, direction: Direction, scope: Scope): number =>
  (decision === 'denied' ? 1 : 0) | (direction === 'inbound' ? 2 : 0) | (scopes.indexOf(scope) << 2);

/** What `packKind` packed. */
export const unpackKind = (
  kind: number,
): { readonly decision: Decision; readonly direction: Direction; readonly scope: Scope } => ({
  decision: kind & 1 ? 'denied' : 'allowed',
  direction: kind & 2 ? 'inbound' : 'outbound',
  scope: scopes[kind >> 2] ?? 'Unknown',
});

/** The port key of all ports that are not watched, as it stands in a table of unsigned numbers. */
export const otherPort = 0xffffffff;

/** Adds one lag row. */
export function addLag(tables: FactTables, { commitSlot, atMostMinutes, records }: Lag): void {
  const key = `${commitSlot} ${atMostMinutes}`;
  tables.lag.set(key, { commitSlot, atMostMinutes, records: records + (tables.lag.get(key)?.records ?? 0) });
}

/** Adds facts that were counted elsewhere. Their dictionaries are joined by content. */
export function addFacts(tables: FactTables, facts: Facts): void {
  const places: Places = {
    source: Uint32Array.from(facts.sources.address, (address, i) => sourceIndex(tables, address, facts.sources.country[i] ?? '')),
    target: Uint32Array.from(facts.targets, (target) => targetIndex(tables, target)),
    rule: Uint32Array.from(facts.rules, (rule) => ruleIndex(tables, rule)),
  };
  const { denied, allowed } = facts;
  for (let i = 0; i < denied.flows.length; i++) {
    addDenied(tables.denied, placeOfRow(tables.denied, denied, i, places), denied.flows[i] ?? 0);
  }
  addAllowed(tables, allowed, places);
  for (const total of facts.totals) addTotal(tables, total, places.rule[total.rule] ?? 0);
  for (const lag of facts.lag) addLag(tables, lag);
  tables.records += facts.records;
  tables.tuples += facts.tuples;
  tables.rejected += facts.rejected;
}

/** From the places in the dictionaries of facts to those in the tables. */
interface Places {
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  readonly rule: Uint32Array;
}

function placeOfRow(table: KeyTable, columns: Facts['denied'], row: number, places: Places): number {
  return placeOfKey(
    table,
    columns.slot[row] ?? 0,
    places.source[columns.source[row] ?? 0] ?? 0,
    places.target[columns.target[row] ?? 0] ?? 0,
    doorKey(columns.port[row] ?? 0, columns.protocol[row] ?? 0),
    places.rule[columns.rule[row] ?? 0] ?? 0,
  );
}

function addAllowed(tables: FactTables, allowed: Facts['allowed'], places: Places): void {
  const columns = allowedColumns(allowed);
  for (let i = 0; i < allowed.flows.length; i++) {
    const row = rowAt(tables.allowed, placeOfRow(tables.allowed, allowed, i, places));
    for (const [c, sums] of tables.allowedSums.entries()) addTo(sums, row, columns[c]?.[i] ?? 0);
  }
}

/** @param rule its place in the tables */
function addTotal(tables: FactTables, total: Total, rule: number): void {
  const kind = packKind(total.decision, total.direction, total.scope);
  const country = countryIndex(tables, total.country);
  const row = rowAt(tables.totals, placeOfKey(tables.totals, kind, total.port >>> 0, country, rule, 0));
  const [flows, bytesSent, bytesReceived] = tables.totalSums;
  addTo(flows, row, total.flows);
  addTo(bytesSent, row, total.bytesSent);
  addTo(bytesReceived, row, total.bytesReceived);
}

/** Port and protocol in one number: protocol × 65536 + port. */
export const doorKey = (port: number, protocol: number): PortKey => protocol * 65536 + port;

/** The sums of allowed facts in the order in which tables keep them. */
export const allowedColumns = (allowed: Facts['allowed']): readonly (Uint32Array | Float64Array)[] => [
  allowed.flows,
  allowed.packetsSent,
  allowed.bytesSent,
  allowed.packetsReceived,
  allowed.bytesReceived,
  allowed.measured,
  allowed.answered,
];

/** The number of the row that begins at `at`. */
export const rowAt = (table: KeyTable, at: number): number => at / table.width;

/** Adds to the flows behind the key of the denied row that begins at `at`. */
export function addDenied(denied: KeyTable, at: number, flows: number): void {
  denied.rows[at + 5] = (denied.rows[at + 5] as number) + flows;
}

function keyColumns(table: KeyTable): Pick<Facts['denied'], 'slot' | 'source' | 'target' | 'port' | 'protocol' | 'rule'> {
  const doors = columnOf(table, 3);
  return {
    slot: columnOf(table, 0),
    source: columnOf(table, 1),
    target: columnOf(table, 2),
    port: new Uint16Array(doors),
    protocol: new Uint8Array(doors.map((door) => door >>> 16)),
    rule: columnOf(table, 4),
  };
}

/** The facts in the tables, as a value of their own. */
export function toFacts(tables: FactTables): Facts {
  const sums = (column: SumColumn, table: KeyTable): Float64Array => column.values.slice(0, table.count);
  const [flows, packetsSent, bytesSent, packetsReceived, bytesReceived, measured, answered] = tables.allowedSums;
  return {
    sources: { address: [...tables.sources.values], country: [...tables.sourceCountry] },
    targets: [...tables.targets.values],
    rules: [...tables.rules.values],
    denied: { ...keyColumns(tables.denied), flows: columnOf(tables.denied, 5) },
    allowed: {
      ...keyColumns(tables.allowed),
      flows: Uint32Array.from(sums(flows, tables.allowed)),
      packetsSent: sums(packetsSent, tables.allowed),
      bytesSent: sums(bytesSent, tables.allowed),
      packetsReceived: sums(packetsReceived, tables.allowed),
      bytesReceived: sums(bytesReceived, tables.allowed),
      measured: Uint32Array.from(sums(measured, tables.allowed)),
      answered: Uint32Array.from(sums(answered, tables.allowed)),
    },
    totals: toTotals(tables),
    records: tables.records,
    tuples: tables.tuples,
    rejected: tables.rejected,
    lag: [...tables.lag.values()],
  };
}

function toTotals({ totals, totalSums, countries }: FactTables): Facts['totals'] {
  const [flows, bytesSent, bytesReceived] = totalSums;
  return Array.from({ length: totals.count }, (_, row) => {
    const [kind = 0, port = 0, country = 0, rule = 0] = totals.rows.subarray(row * totals.width, row * totals.width + 4);
    return {
      ...unpackKind(kind),
      port: port === otherPort ? -1 : port,
      country: countries.values[country] ?? '',
      rule,
      flows: flows.values[row] ?? 0,
      bytesSent: bytesSent.values[row] ?? 0,
      bytesReceived: bytesReceived.values[row] ?? 0,
    };
  });
}

/** Facts of several parts (chunks of a stream, streams of an hour), added up. */
export function mergeFacts(parts: readonly Facts[]): Facts {
  const tables = createFactTables(parts.reduce((rows, { denied }) => rows + denied.flows.length, 0));
  for (const part of parts) addFacts(tables, part);
  return toFacts(tables);
}
