import type { TableClient, TableEntity } from '@azure/data-tables';
import type { IncidentChange } from '../../ports/incident-store.ts';
import { deleteRow } from './delete-rows.ts';
import { closedRow, incidentKey, openPartition } from './incident-rows.ts';
import { readRow } from './read-rows.ts';
import { writeRow } from './write-rows.ts';

/**
 * Moves an incident out of the open ones: first its closed row is made, then the open one deleted in the version that was read, so that it
 * stands somewhere at any time. No batch spans two partitions. Whoever ends in between leaves a closed row behind, which the next closing
 * takes over.
 *
 * @throws Failure `storage-unavailable`, `storage-refused`
 */
export async function closeIncident(table: TableClient, change: IncidentChange): Promise<'committed' | 'conflict'> {
  const { incident, replaces } = change;
  if (replaces === null) return 'conflict';
  const closed = closedRow(incident);
  const openKey = incidentKey(incident.finding, incident.key);
  const made = await writeRow(table, { row: closed, replaces: null });
  if (made.kind === 'conflict' && !(await takeOver(table, closed, openKey, replaces))) return 'conflict';
  const outcome = await deleteRow(table, openPartition, openKey, replaces);
  // Only in the version made here: another closing may have taken it over and deleted the open row since.
  if (outcome === 'changed' && made.kind === 'committed')
    await deleteRow(table, closed.partitionKey, closed.rowKey, made.version);
  return outcome === 'deleted' ? 'committed' : 'conflict';
}

/** Replaces the closed row that is there; its new version keeps whoever made it from deleting it. False where another is faster. */
async function takeOver(table: TableClient, closed: TableEntity, openKey: string, openVersion: string): Promise<boolean> {
  const open = await readRow(table, openPartition, openKey);
  const there = await readRow(table, closed.partitionKey, closed.rowKey);
  if (open?.etag !== openVersion || there === null) return false;
  return (await writeRow(table, { row: closed, replaces: there.etag })).kind === 'committed';
}
