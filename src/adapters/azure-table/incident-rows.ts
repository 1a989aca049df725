import { createHash } from 'node:crypto';
import type { TableEntity } from '@azure/data-tables';
import type { Incident, Tick, ToldToday } from '../../model/incident.ts';
import { formatOf, packJson, unpackJson } from './packed-property.ts';
import { damaged, integerOf, type Row } from './row.ts';
import { upgradeIncident } from './upgrade-incident.ts';

/** Partition of the incidents that are open, or can still return. */
export const openPartition = 'open';
/** Partition of the incidents that were resolved in a month (UTC) and can no longer return: `closed-202611`. */
export function closedPartition({ resolvedAtMs, lastSeenAtMs }: Incident): string {
  return `closed-${new Date(resolvedAtMs ?? lastSeenAtMs).toISOString().slice(0, 7).replace('-', '')}`;
}
/** The shape of a packed incident. 1: before there were other findings than breakthroughs. */
const incidentFormat = 2;
/** Key of the row that every evaluation replaces; incidents' keys hold a colon. */
export const tickKey = 'tick';

/** The key of an incident: its finding and 162 bits of its key's hash, so that a key is open once. */
export function incidentKey(finding: string, key: string): string {
  return `${finding}:${createHash('sha256').update(key).digest('base64url').slice(0, 27)}`;
}

/** An incident as a row: packed whole, with plain columns for people who look at the table. */
export function incidentRow(incident: Incident): TableEntity {
  return {
    partitionKey: openPartition,
    rowKey: incidentKey(incident.finding, incident.key),
    id: incident.id,
    finding: incident.finding,
    key: incident.key,
    state: incident.state,
    severity: incident.severity,
    openedAt: new Date(incident.openedAtMs).toISOString(),
    ...packJson('incident', incident, incidentFormat),
  };
}

/** A closed incident as a row: a key can be opened and closed several times a month, so its opening stands in the row's key too. */
export function closedRow(incident: Incident): TableEntity {
  const rowKey = `${incidentKey(incident.finding, incident.key)}:${incident.openedAtMs}`;
  return { ...incidentRow(incident), partitionKey: closedPartition(incident), rowKey };
}

/** A row as an incident. `@throws` Failure `newer-format`, `damaged-row` */
export function incidentOf(row: Row): Incident {
  const stored = unpackJson(row, 'incident', incidentFormat);
  const value = formatOf(row, 'incident') === 1 ? upgradeIncident(stored) : stored;
  if (!isIncident(value)) throw damaged(row, 'incident', 'is no incident');
  return value;
}

/** The tick as a row. */
export function tickRow(tick: Tick): TableEntity {
  return {
    partitionKey: openPartition,
    rowKey: tickKey,
    revision: BigInt(tick.revision),
    evaluatedAtMs: BigInt(tick.evaluatedAtMs),
    told: JSON.stringify(tick.told),
  };
}

/** A row as the tick. `@throws` Failure `damaged-row` */
export function tickOf(row: Row): Tick {
  return {
    revision: integerOf(row, 'revision'),
    evaluatedAtMs: integerOf(row, 'evaluatedAtMs'),
    told: toldOf(row),
  };
}

/** What was told today; nothing where an earlier version wrote the row, or it cannot be understood: the budget begins anew. */
function toldOf(row: Row): ToldToday {
  try {
    const told: unknown = JSON.parse(String(row['told'] ?? ''));
    if (isTold(told)) return told;
  } catch {}
  return { day: '', channels: {} };
}

function isTold(value: unknown): value is ToldToday {
  if (typeof value !== 'object' || value === null) return false;
  const { day, channels } = value as Record<string, unknown>;
  const counts = typeof channels === 'object' && channels !== null ? Object.values(channels) : [null];
  return typeof day === 'string' && counts.every((count) => Number.isInteger(count?.all) && Number.isInteger(count?.targeted));
}

/** What tells our JSON from other: the inside was checked when it was made, and the format byte names its shape. */
function isIncident(value: unknown): value is Incident {
  if (typeof value !== 'object' || value === null) return false;
  const { id, finding, key, state, latest, reasons, outbox } = value as Record<string, unknown>;
  const texts = [id, finding, key, state].every((text) => typeof text === 'string');
  return texts && typeof latest === 'object' && Array.isArray(reasons) && Array.isArray(outbox);
}
