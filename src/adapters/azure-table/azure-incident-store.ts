import type { TableClient } from '@azure/data-tables';
import type { IncidentChange, IncidentStore } from '../../ports/incident-store.ts';
import { closeIncident } from './close-incident.ts';
import { incidentKey, incidentOf, incidentRow, openPartition, tickKey, tickOf, tickRow } from './incident-rows.ts';
import { readRow, readRows } from './read-rows.ts';
import type { Row } from './row.ts';
import { type RowWrite, writeBatch, writeRow } from './write-rows.ts';

/** The table of incidents with their outboxes, and of the tick. */
export const incidentsTable = 'KnockwatchIncidents';

/**
 * Incidents over Azure Table Storage, all open ones in one partition.
 *
 * @param table client of `KnockwatchIncidents`; the table is made by the first write that misses it
 */
export function azureIncidentStore(table: TableClient): IncidentStore {
  return {
    readOpen: async () => {
      const rows = await readRows(table, openPartition);
      const tick = rows.find((row) => row.rowKey === tickKey);
      return {
        incidents: rows.filter((row) => row !== tick).map(storedIncident),
        tick: tick === undefined ? null : { value: tickOf(tick), version: tick.etag },
      };
    },
    commitEvaluation: (changes, tick, tickReplaces) =>
      writeBatch(table, [{ row: tickRow(tick), replaces: tickReplaces }, ...changes.map(writeOf)]),
    replace: (change) => writeRow(table, writeOf(change)),
    read: async (finding, key) => {
      const row = await readRow(table, openPartition, incidentKey(finding, key));
      return row && storedIncident(row);
    },
    close: (change) => closeIncident(table, change),
  };
}

function storedIncident(row: Row) {
  return { value: incidentOf(row), version: row.etag };
}

function writeOf({ incident, replaces }: IncidentChange): RowWrite {
  return { row: incidentRow(incident), replaces };
}
