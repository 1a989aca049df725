/** Rows as earlier versions wrote them are still read; what a later version wrote is refused, and stays as it is. */

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { azureHourStore } from '../../src/adapters/azure-table/azure-hour-store.ts';
import { azureIncidentStore } from '../../src/adapters/azure-table/azure-incident-store.ts';
import { azureIngestStore } from '../../src/adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore } from '../../src/adapters/azure-table/azure-state-store.ts';
import { type StorageClients, storageClients } from '../../src/adapters/storage-clients.ts';
import { defaultDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { mergeFacts } from '../../src/count/fact-tables.ts';
import { packFacts, unpackFacts } from '../../src/count/pack-facts.ts';
import { packHistory, unpackHistory } from '../../src/count/pack-history.ts';
import { makeDayHistory } from '../../src/detect/history/make-day-history.ts';
import { nothingTold } from '../../src/incident/update-incidents.ts';
import type { Cursor } from '../../src/model/cursor.ts';
import { filesOnly } from '../../src/pipeline/evaluate/gather-evidence.ts';
import { makeHistories } from '../../src/pipeline/make-histories.ts';
import { rollUpHour } from '../../src/pipeline/roll-up-hour.ts';
import { runEvaluation } from '../../src/pipeline/run-evaluation.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { canonicalFacts } from '../support/canonical-facts.ts';
import { ingestWorld } from '../support/ingest-world.ts';
import { makeCursor, makeRejected, makeSegment } from '../support/make-cursor.ts';
import { makeHistorySummary, makeHourSummary } from '../support/make-hour.ts';
import { makeIncident } from '../support/make-incident.ts';
import { type ProductPorts, type ProductWorld, productWorld } from '../support/product-world.ts';
import { blobOf, type LogFormat, sampleHour, sampleHourStartMs, sampleRecords, sampleRef } from '../support/sample-log.ts';
import { settingsInUse } from '../support/settings-in-use.ts';
import {
  dumpRows,
  plainValue,
  putRows,
  type StoredRow,
  type StoredTable,
  storedTable,
  withByte,
} from '../support/stored-rows.ts';

let azurite: Azurite;
let clients: StorageClients;
let tables = 0;
before(async () => {
  azurite = await startAzurite();
  clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
});
after(() => azurite.stop());
const newTable = () => clients.tableClient(`Rows${++tables}`);
type Table = ReturnType<typeof newTable>;

const day = sampleHour.slice(0, 8);
const at = sampleHourStartMs + 3_600_000;

/** The cursor of a small log that was read to its end. */
async function cursorOf(format: LogFormat): Promise<Cursor> {
  const world = ingestWorld();
  world.blobs.put(sampleRef(format), blobOf(sampleRecords(format, { minutes: 2, tuplesPerMinute: 6 })));
  await world.ingest(sampleRef(format));
  const [stored] = (await world.ports.store.readHour(sampleHour)).cursors;
  return stored?.cursor ?? makeCursor();
}

/** One table: what is written to it today, and how all of it is read. */
interface Shape {
  readonly name: string;
  /** What a version wrote is read as this, from what that version itself read; as that where nothing is said. */
  readonly readAs?: Readonly<Record<number, (value: unknown) => unknown>>;
  /** The newest; 1 where nothing is said. */
  readonly version?: number;
  write(table: Table): Promise<unknown>;
  read(table: Table): Promise<unknown>;
}

const hourSummary = makeHourSummary({ hour: sampleHour });
const historySummary = makeHistorySummary({ day });

const ingest: Shape = {
  name: 'ingest',
  write: async (table) => {
    const cursor = await cursorOf('nsg-v2');
    const place = { streamId: cursor.streamId, hour: cursor.hour };
    const segment = makeSegment({ ...place, facts: (await cursorOf('vnet-v4')).open });
    return azureIngestStore(table).commit({ cursor, replaces: null, segment, rejected: [makeRejected(place)] });
  },
  read: async (table) => {
    const store = azureIngestStore(table);
    const { cursors, segments } = await store.readHour(sampleHour);
    return {
      cursors: cursors.map(({ cursor }) => ({ ...cursor, open: canonicalFacts(unpackFacts(cursor.open)) })),
      segments: segments.map((segment) => ({ ...segment, facts: canonicalFacts(unpackFacts(segment.facts)) })),
      rejected: await store.readRejected(sampleHour),
    };
  },
};

const hours: Shape = {
  name: 'hours',
  write: async (table) => {
    const store = azureHourStore(table);
    const facts = unpackFacts((await cursorOf('nsg-v2')).open);
    await store.writeHour(hourSummary, [packFacts(facts)], null);
    const history = makeDayHistory(day, [{ hour: sampleHour, facts, logs: hourSummary.logs }], defaultDetectionSettings);
    await store.writeHistory(historySummary, packHistory(history), null);
  },
  read: async (table) => {
    const store = azureHourStore(table);
    const [hour, history] = [await store.readHourSummary(sampleHour), await store.readHistorySummary(day)];
    const facts = hour && (await store.readHourFacts(hour.value));
    const rows = history && (await store.readHistory(history.value));
    return {
      hour: hour?.value,
      facts: facts && canonicalFacts(mergeFacts(facts.map(unpackFacts))),
      history: history?.value,
      day: rows && unpackHistory(rows),
    };
  },
};

interface OldIncident {
  readonly latest: Readonly<Record<string, unknown>> & { readonly letInDoors: readonly Readonly<Record<string, unknown>>[] };
}

/** Version 1 knew breakthroughs alone: what all findings have in common has names since, and rules have kinds. */
function sinceVersion1(value: unknown): unknown {
  const { open, tick } = value as { readonly open: readonly OldIncident[]; readonly tick: object };
  const ofNoKnownKind = (rule: unknown) => ({ ...(rule as object), kind: 'unknown' });
  const upgraded = open.map(({ latest, ...incident }) => ({
    ...incident,
    silence: null,
    latest: {
      ...latest,
      openedAtMs: latest['letInAtMs'],
      sources: [latest['source']],
      doors: latest.letInDoors.map(({ target, port, protocol }) => ({ target, port, protocol })),
      score: null,
      learning: null,
      letInDoors: latest.letInDoors.map((door) => ({ ...door, allowedBy: ofNoKnownKind(door['allowedBy']) })),
      allowedBy: ofNoKnownKind(latest['allowedBy']),
      deniedBy: ofNoKnownKind(latest['deniedBy']),
    },
  }));
  return { open: upgraded, tick: { ...tick, told: nothingTold } };
}

const incidents: Shape = {
  name: 'incidents',
  version: 2,
  readAs: { 1: sinceVersion1 },
  write: (table) => {
    const tick = { revision: 7, evaluatedAtMs: at, told: nothingTold };
    return azureIncidentStore(table).commitEvaluation([{ incident: makeIncident(), replaces: null }], tick, null);
  },
  read: async (table) => {
    const { incidents: open, tick } = await azureIncidentStore(table).readOpen();
    return { open: open.map(({ value }) => value), tick: tick?.value };
  },
};

const state: Shape = {
  name: 'state',
  write: (table) => azureStateStore(table).write('sweep:account', { completeThroughHour: sampleHour, flowLogs: [] }, null),
  read: async (table) => (await azureStateStore(table).read('sweep:account'))?.value,
};

const shapes = { ingest, hours, incidents, state };

/** What stands in the golden file of a shape, as a version wrote it. */
const golden = ({ name, write, read, version: newest = 1 }: Shape, version = newest): Promise<StoredTable> =>
  storedTable(`${name}.${version}`, async () => {
    const table = newTable();
    await write(table);
    return { rows: await dumpRows(table), value: plainValue(await read(table)) };
  });

describe('rows of earlier versions', () => {
  for (const shape of Object.values(shapes)) {
    for (let version = 1; version <= (shape.version ?? 1); version++) {
      it(`${shape.name}, version ${version}: are read as they were meant`, async () => {
        const { rows, value } = await golden(shape, version);
        const table = newTable();
        await putRows(table, rows);
        const meant = shape.readAs?.[version]?.(value) ?? value;
        assert.deepEqual(plainValue(await shape.read(table)), meant);
      });
    }
  }
});

const newerFormat = { code: 'newer-format', retryable: false };

/** A packed property of a row, and what would write over it. */
interface NewerCase {
  readonly what: string;
  readonly shape: Shape;
  /** Begins the key of the row. */
  readonly key: string;
  readonly property: string;
  /** Where the format stands: 0 of the row's packing, 1 of what is packed. */
  readonly place: number;
  act(table: Table): Promise<unknown>;
}

/** The product in memory but for one table. */
function worldOver(ports: Partial<ProductPorts>): ProductWorld {
  const world = productWorld({ nowMs: at, wrap: (plain) => ({ ...plain, ...ports }) });
  world.ports.blobs.put(sampleRef('nsg-v2'), blobOf(sampleRecords('nsg-v2', { minutes: 3, tuplesPerMinute: 6 })));
  return world;
}

const ingestAgain = (table: Table) => worldOver({ store: azureIngestStore(table) }).event(sampleRef('nsg-v2'));
async function rollUp(table: Table): Promise<unknown> {
  const { ports, settings } = worldOver({ store: azureIngestStore(table) });
  return rollUpHour(ports, settings.watchedPorts, sampleHour, at);
}
async function rollUpOver(table: Table): Promise<unknown> {
  const world = worldOver({ hours: azureHourStore(table) });
  await world.event(sampleRef('nsg-v2'));
  return rollUpHour(world.ports, world.settings.watchedPorts, sampleHour, at);
}
async function makeHistoryOver(table: Table): Promise<unknown> {
  const { ports, detection } = worldOver({ hours: azureHourStore(table) });
  return makeHistories(ports, detection, at + 24 * 3_600_000, 2, 60_000);
}
async function evaluateOver(table: Table): Promise<unknown> {
  const { ports, detection } = worldOver({});
  return runEvaluation({ ...ports, incidents: azureIncidentStore(table) }, settingsInUse(detection), filesOnly);
}
const sweepOver = async (table: Table): Promise<unknown> => azureStateStore(table).read('sweep:account');

const newer: readonly NewerCase[] = [
  { what: 'a cursor', shape: ingest, key: 'cursor:', property: 'tail', place: 0, act: ingestAgain },
  { what: 'the open facts of a cursor', shape: ingest, key: 'cursor:', property: 'open', place: 1, act: ingestAgain },
  { what: 'a segment', shape: ingest, key: 'segment:', property: 'facts', place: 0, act: rollUp },
  { what: 'the facts of a segment', shape: ingest, key: 'segment:', property: 'facts', place: 1, act: rollUp },
  { what: 'a rejection', shape: ingest, key: 'rejected:', property: 'rejections', place: 0, act: ingest.read },
  { what: 'the summary of an hour', shape: hours, key: `${sampleHour}:summary`, property: 'logs', place: 0, act: rollUpOver },
  { what: 'rows of an hour', shape: hours, key: `${sampleHour}:facts`, property: 'packed', place: 0, act: makeHistoryOver },
  { what: 'the facts of an hour', shape: hours, key: `${sampleHour}:facts`, property: 'packed', place: 1, act: makeHistoryOver },
  {
    what: 'the summary of a history',
    shape: hours,
    key: `${day}:history:summary`,
    property: 'fingerprints',
    place: 0,
    act: makeHistoryOver,
  },
  { what: 'rows of a history', shape: hours, key: `${day}:history:vA`, property: 'packed', place: 0, act: hours.read },
  { what: 'a history', shape: hours, key: `${day}:history:vA`, property: 'packed', place: 1, act: hours.read },
  { what: 'an incident', shape: incidents, key: 'breakthrough:', property: 'incident', place: 0, act: evaluateOver },
  { what: 'a state', shape: state, key: 'sweep', property: 'value', place: 0, act: sweepOver },
];

describe('what a later version wrote is refused, and stays as it is', () => {
  for (const { what, shape, key, property, place: at, act } of newer) {
    it(what, async () => {
      const { rows } = await golden(shape);
      const changed = rows.map(
        (row): StoredRow => (String(row['rowKey']).startsWith(key) ? withByte(row, property, at, (shape.version ?? 1) + 1) : row),
      );
      assert.notDeepEqual(changed, rows);
      const table = newTable();
      await putRows(table, changed);
      await assert.rejects(act(table), newerFormat);
      await assert.rejects(shape.read(table), newerFormat);
      assert.deepEqual(await dumpRows(table), changed);
    });
  }
});
