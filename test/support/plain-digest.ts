/**
 * The figures of a day's digest, written apart from the product: JSON.parse, split, sets. For flow logs v2 (NSG) and v4 (VNet) with IPv4 sources,
 * of which each network interface has one. Nothing of the product is imported.
 */

export interface PlainBlob {
  /** Ends in `…/y=2026/m=11/d=21/h=10/m=00/macAddress=…/PT1H.json`. */
  readonly path: string;
  readonly text: string;
}

export interface PlainOptions {
  /** `3389/6` */
  readonly watched: ReadonlySet<string>;
  readonly countryOf: (address: string) => string;
}

/** A tuple that came in from a public address. */
interface Inbound {
  readonly source: string;
  readonly country: string;
  readonly target: string;
  /** `3389/6` */
  readonly port: string;
  readonly rule: string;
  readonly isDenied: boolean;
  readonly flows: number;
  readonly hour: string;
  readonly isWatched: boolean;
}

/** What a flow log told. */
export interface PlainLog {
  readonly hours: string[];
  readonly macs: string[];
  readonly records: number;
  readonly tuples: number;
  readonly rejected: number;
}

/** The clock hour (UTC) of a blob: `2026112110`. */
export const hourOfPath = (path: string): string =>
  (/y=(\d+)\/m=(\d+)\/d=(\d+)\/h=(\d+)\//.exec(path) ?? []).slice(1, 5).join('');
const flowLogOfPath = (path: string): string => path.slice(0, path.indexOf('/y=')).toUpperCase();

/** The clock hours that begin in a local day, told by asking the clock of the zone for each. */
export function plainHours(day: string, timeZone: string): string[] {
  const hours: string[] = [];
  for (
    let ms = Date.parse(`${day}T00:00:00Z`) - 48 * 3_600_000;
    ms < Date.parse(`${day}T00:00:00Z`) + 72 * 3_600_000;
    ms += 3_600_000
  ) {
    const [month, date, year] = new Date(ms).toLocaleDateString('en-US', { timeZone }).split('/');
    if (`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` === day) {
      hours.push(new Date(ms).toISOString().slice(0, 13).replaceAll('-', '').replace('T', ''));
    }
  }
  return hours;
}

/** By the registries of special-purpose addresses. */
const special =
  /^(0\.|10\.|127\.|169\.254\.|192\.168\.|192\.0\.0\.|172\.(1[6-9]|2\d|3[01])\.|198\.1[89]\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|168\.63\.129\.16$|(22[4-9]|2[3-5]\d)\.)/;
const isPublic = (address: string): boolean => !special.test(address);

/** What the logs of some hours hold. */
export function plainDay(blobs: readonly PlainBlob[], hours: readonly string[], options: PlainOptions) {
  const inbound: Inbound[] = [];
  const logs: Record<string, PlainLog> = {};
  for (const { path, text } of blobs) {
    const hour = hourOfPath(path);
    if (!hours.includes(hour)) continue;
    const read = readBlob(text, hour, options);
    inbound.push(...read.inbound);
    const before = logs[flowLogOfPath(path)] ?? { hours: [], macs: [], records: 0, tuples: 0, rejected: 0 };
    const mac = /macAddress=(\w+)/.exec(path)?.[1] ?? '';
    logs[flowLogOfPath(path)] = {
      hours: [...new Set([...before.hours, hour])].sort(),
      macs: [...new Set([...before.macs, mac])].sort(),
      records: before.records + read.records,
      tuples: before.tuples + read.tuples,
      rejected: before.rejected + read.rejected,
    };
  }
  return { ...figures(inbound, hours), logs };
}

interface PlainRecord {
  readonly macAddress: string;
  readonly resourceId?: string;
  readonly properties?: {
    readonly flows: readonly {
      readonly rule: string;
      readonly flows: readonly { readonly mac: string; readonly flowTuples: readonly string[] }[];
    }[];
  };
  readonly flowRecords?: {
    readonly flows: readonly {
      readonly aclID: string;
      readonly flowGroups: readonly { readonly rule: string; readonly flowTuples: readonly string[] }[];
    }[];
  };
}

function readBlob(text: string, hour: string, options: PlainOptions) {
  const inbound: Inbound[] = [];
  let [records, tuples, rejected] = [0, 0, 0];
  for (const record of (JSON.parse(text) as { records: PlainRecord[] }).records) {
    records++;
    const take = (tuple: string, rule: string, mac: string): void => {
      const fields = tuple.split(',');
      if (fields.length !== 13) {
        rejected++;
        return;
      }
      tuples++;
      const one = inboundOf(fields, record.flowRecords !== undefined, rule, mac, hour, options);
      if (one !== null) inbound.push(one);
    };
    for (const { rule, flows } of record.properties?.flows ?? [])
      for (const { mac, flowTuples } of flows)
        for (const tuple of flowTuples) take(tuple, `${rule} in ${record.resourceId}`, mac);
    for (const { aclID, flowGroups } of record.flowRecords?.flows ?? [])
      for (const { rule, flowTuples } of flowGroups)
        for (const tuple of flowTuples) take(tuple, `${rule} in ${aclID}`, record.macAddress);
  }
  return { inbound, records, tuples, rejected };
}

/** NSG: time, source, destination, ports, T or U, I or O, A or D, state B C E; VNet: time (ms), …, number, I or O, state B C E D. */
function inboundOf(
  fields: readonly string[],
  isV4: boolean,
  rule: string,
  mac: string,
  hour: string,
  { watched, countryOf }: PlainOptions,
): Inbound | null {
  const [, source = '', destination = '', , port = '', protocolText = '', direction] = fields;
  if (direction !== 'I' || !isPublic(source)) return null;
  const isDenied = fields[7] === 'D';
  const begins = isV4 ? fields[7] === 'B' || isDenied : fields[8] === 'B' || isDenied;
  const protocol = protocolText === 'T' ? '6' : protocolText === 'U' ? '17' : protocolText;
  const key = `${port}/${protocol}`;
  return {
    source,
    country: countryOf(source),
    target: `${mac} ${destination}`,
    port: key,
    rule,
    isDenied,
    flows: begins ? 1 : 0,
    hour,
    isWatched: watched.has(key),
  };
}

type Counted = Record<string, { flows: number; sources: number }>;

/** Flows and distinct sources by a key. */
function countBy(tuples: readonly Inbound[], keyOf: (tuple: Inbound) => string): Counted {
  const sums: Record<string, { flows: number; sources: Set<string> }> = {};
  for (const tuple of tuples) {
    const key = keyOf(tuple);
    sums[key] ??= { flows: 0, sources: new Set() };
    sums[key].flows += tuple.flows;
    sums[key].sources.add(tuple.source);
  }
  return Object.fromEntries(Object.entries(sums).map(([key, { flows, sources }]) => [key, { flows, sources: sources.size }]));
}

const flowsOf = (tuples: readonly Inbound[]): number => tuples.reduce((sum, { flows }) => sum + flows, 0);
const distinct = (values: readonly string[]): number => new Set(values).size;

function figures(inbound: readonly Inbound[], hours: readonly string[]) {
  const denied = inbound.filter(({ isDenied, isWatched }) => isDenied && isWatched);
  const letIn = inbound.filter(({ isDenied, isWatched }) => !isDenied && isWatched);
  const others = inbound.filter(({ isDenied, isWatched }) => isDenied && !isWatched);
  const targetsOf = new Map<string, Set<string>>();
  for (const { source, target } of denied) targetsOf.set(source, (targetsOf.get(source) ?? new Set()).add(target));
  const targets = distinct(denied.map(({ target }) => target));
  const sweepers = [...targetsOf].filter(([, touched]) => touched.size >= Math.ceil(0.8 * targets)).map(([source]) => source);
  return {
    denied: flowsOf(denied),
    letIn: flowsOf(letIn),
    sources: distinct(denied.map(({ source }) => source)),
    sourcesLetIn: distinct(letIn.map(({ source }) => source)),
    targetsDenied: targets,
    targetsReached: distinct([...denied, ...letIn, ...others].map(({ target }) => target)),
    otherDenied: flowsOf(others),
    otherSources: distinct(others.map(({ source }) => source)),
    otherPorts: countBy(others, ({ port }) => port),
    ports: countBy(denied, ({ port }) => port),
    portsLetIn: countBy(letIn, ({ port }) => port),
    targetsOfPort: Object.fromEntries(
      [...new Set(denied.map(({ port }) => port))].map((port) => [
        port,
        distinct(denied.filter((one) => one.port === port).map(({ target }) => target)),
      ]),
    ),
    targets: countBy(denied, ({ target }) => target),
    targetsLetIn: countBy(letIn, ({ target }) => target),
    countries: countBy(denied, ({ country }) => country),
    networks: countBy(denied, ({ source }) => `${source.split('.').slice(0, 2).join('.')}.0.0/16`),
    hourly: Object.fromEntries(
      hours.map((hour) => [
        hour,
        countBy(
          denied.filter((one) => one.hour === hour),
          ({ port }) => port,
        ),
      ]),
    ),
    doors: countBy(denied, ({ target, port }) => `${target} ${port}`),
    portsByCountry: countBy(denied, ({ port, country }) => `${port} ${country}`),
    rulesDenied: countBy(
      inbound.filter(({ isDenied }) => isDenied),
      ({ rule }) => rule,
    ),
    rulesAllowed: countBy(
      inbound.filter(({ isDenied }) => !isDenied),
      ({ rule }) => rule,
    ),
    watchedOfRule: countBy(
      inbound.filter(({ isWatched }) => isWatched),
      ({ rule }) => rule,
    ),
    sweepers: { sources: sweepers.length, denied: flowsOf(denied.filter(({ source }) => sweepers.includes(source))) },
  };
}
