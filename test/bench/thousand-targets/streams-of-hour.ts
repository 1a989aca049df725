import type { StreamFacts } from '../../../src/count/choose-logs.ts';
import { packFacts } from '../../../src/count/pack-facts.ts';
import type { Cursor } from '../../../src/model/cursor.ts';
import { type AllowedColumns, type DeniedColumns, type Facts, type PortKey, slotMs } from '../../../src/model/facts.ts';
import type { LogSummary } from '../../../src/model/hour.ts';
import type { Stream } from '../../../src/model/stream.ts';
import { hourStartMs } from '../../../src/read/hours.ts';
import { type Network, streamOf } from './network.ts';
import { totalsOf } from './totals-of.ts';

/** A stream of an hour with the facts of its target. */
export interface TargetStream {
  readonly stream: Stream;
  readonly facts: Facts;
}

/** Takes the facts of an hour apart: those of each target, as its stream would have counted them. */
export function streamsOfHour(
  network: Network,
  hour: string,
  facts: Facts,
  watched: ReadonlySet<PortKey>,
): readonly TargetStream[] {
  const denied = rowsByTarget(facts.denied, network.targets.length);
  const allowed = rowsByTarget(facts.allowed, network.targets.length);
  return network.targets.map((target, i) => ({
    stream: streamOf(target, i, hour),
    facts: factsOfTarget(facts, i, { denied: denied[i] ?? [], allowed: allowed[i] ?? [] }, watched),
  }));
}

function rowsByTarget({ target }: DeniedColumns, targets: number): readonly number[][] {
  const rows: number[][] = Array.from({ length: targets }, () => []);
  for (const [row, index] of target.entries()) rows[index]?.push(row);
  return rows;
}

function factsOfTarget(
  hour: Facts,
  index: number,
  rows: Readonly<Record<'denied' | 'allowed', readonly number[]>>,
  watched: ReadonlySet<PortKey>,
): Facts {
  const denied = takeRows(hour.denied, rows.denied);
  const allowed = takeRows(hour.allowed, rows.allowed);
  const used = [...new Set([...denied.source, ...allowed.source])];
  const place = new Map(used.map((from, to) => [from, to]));
  const moved = <T extends DeniedColumns>(columns: T): T => ({
    ...columns,
    source: columns.source.map((from) => place.get(from) ?? 0),
    target: new Uint32Array(columns.target.length),
  });
  const knocks = {
    sources: {
      address: used.map((from) => hour.sources.address[from] ?? ''),
      country: used.map((from) => hour.sources.country[from] ?? ''),
    },
    denied: moved(denied),
    allowed: moved(allowed),
  };
  const targets = hour.targets.length;
  return {
    ...knocks,
    targets: hour.targets.slice(index, index + 1),
    rules: hour.rules,
    totals: totalsOf(knocks, watched),
    records: hour.records / targets,
    tuples: Math.floor(hour.tuples / targets),
    rejected: 0,
    lag: hour.lag.map((lag) => ({ ...lag, records: lag.records / targets })),
  };
}

/** Some rows of columns. */
export function takeRows<T extends DeniedColumns | AllowedColumns>(columns: T, rows: readonly number[]): T {
  const take = ([name, column]: [string, Uint32Array]) => {
    const Column = column.constructor as Uint32ArrayConstructor;
    return [name, Column.from(rows, (row) => column[row] ?? 0)];
  };
  return Object.fromEntries(Object.entries(columns).map(take)) as T;
}

/** How a stream is told of where it is chosen from others: there is one for each NIC here. */
export const asStreamFacts = ({ stream, facts }: TargetStream): StreamFacts => ({
  kind: stream.kind,
  flowLog: stream.flowLog,
  mac: stream.mac,
  facts,
});

/** The cursor of a stream with all its facts open. `revision` rises as more is read. */
export function cursorOfStream({ stream, facts }: TargetStream, revision: number): Cursor {
  return cursorOf(stream, revision, packFacts(facts));
}

/** What tells of an hour's streams where their facts are not read: cursors without them, and what the hour's summary says. */
export function streamsWithoutFacts(
  { targets }: Network,
  hour: string,
): { readonly cursors: readonly Cursor[]; readonly logs: readonly LogSummary[] } {
  const streams = targets.map((target, i) => streamOf(target, i, hour));
  return {
    cursors: streams.map((stream) => cursorOf(stream, 60, new Uint8Array(0))),
    logs: streams.map(({ kind, flowLog, mac }, i) => ({
      kind,
      flowLog,
      mac,
      records: 60,
      tuples: 1500,
      rejected: 0,
      lag: Array.from({ length: 12 }, (_, slot) => ({
        commitSlot: hourStartMs(hour) / slotMs + slot,
        atMostMinutes: 2,
        records: 5,
      })),
      flows: { deniedInbound: 300 + (i % 17), deniedOutbound: 0, allowedInbound: i % 5, allowedOutbound: 1000 + i },
      countsDenied: true,
      countsAllowed: true,
      alsoLoggedElsewhere: 0,
      targets: [`${mac} ${targets[i]?.address ?? ''}`],
    })),
  };
}

function cursorOf(stream: Stream, revision: number, open: Uint8Array): Cursor {
  return {
    streamId: stream.id,
    ...stream.ref,
    hour: stream.hour,
    revision,
    generation: 0,
    countsFrom: 0,
    offset: 900_000,
    tail: new Uint8Array(64),
    lastRecordMs: hourStartMs(stream.hour) + 3_540_000,
    etag: '0x8DD0F1A2B3C4D5E',
    unfinishedBytes: 0,
    open,
  };
}
