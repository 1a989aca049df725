/** The purge: facts that outlived the retention go; first it is noted that they go, so that nothing is counted a second time. */
import type { Incident } from '../model/incident.ts';
import type { Clock } from '../ports/clock.ts';
import type { CountStore } from '../ports/count-store.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { Log } from '../ports/log.ts';
import type { StateStore } from '../ports/state-store.ts';
import { dayOf, hourMs, hourOf } from '../read/hours.ts';
import { raisePurgedThrough } from './state-rows.ts';

export interface PurgePorts {
  readonly store: IngestStore;
  readonly hours: HourStore;
  readonly counts: CountStore;
  readonly incidents: IncidentStore;
  readonly state: StateStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface PurgeOutcome {
  /** The last hour given up. */
  readonly purgedThrough: string;
  readonly hours: number;
  readonly rows: number;
  readonly orphans: number;
  readonly incidentsClosed: number;
}

const dayMs = 24 * hourMs;
/** Hours purged by one run at most; a longer leftover goes with the next. */
const hoursAtOnce = 24 * 40;
/** Rows that no summary names are another writer's on its way, or lost: after an hour they are lost. */
const orphanedAfterMs = hourMs;
/** A resolved incident can return for seven days. */
const returnsForMs = 7 * dayMs;

/**
 * Deletes whole days older than the retention: their hours, counts and histories first, then facts and rejections, cursors last, so
 * that a run that ends half-way is found and finished by the next. Also rows that no summary names, and incidents that can no longer return
 * move to their month's closed partition.
 */
export async function purgeExpired(ports: PurgePorts, retentionDays: number): Promise<PurgeOutcome> {
  const nowMs = ports.clock.now();
  const purgedThrough = `${dayOf(hourOf(nowMs - (retentionDays + 1) * dayMs))}23`;
  await raisePurgedThrough(ports.state, purgedThrough);
  const hours = await ports.store.hoursUpTo(purgedThrough, hoursAtOnce);
  let rows = 0;
  for (const day of new Set(hours.map(dayOf))) rows += (await ports.hours.deleteDay(day)) + (await ports.counts.deleteDay(day));
  for (const hour of hours) rows += await ports.store.deleteHour(hour);
  const orphans = await deleteOrphans(ports.hours, nowMs, retentionDays);
  const outcome = {
    purgedThrough,
    hours: hours.length,
    rows,
    orphans,
    incidentsClosed: await closeIncidents(ports.incidents, nowMs),
  };
  ports.log.info('purge', outcome);
  return outcome;
}

async function deleteOrphans(hours: HourStore, nowMs: number, retentionDays: number): Promise<number> {
  let deleted = 0;
  for (let day = 0; day <= retentionDays; day++)
    deleted += await hours.deleteOrphans(dayOf(hourOf(nowMs - day * dayMs)), orphanedAfterMs);
  return deleted;
}

async function closeIncidents(incidents: IncidentStore, nowMs: number): Promise<number> {
  const past = (await incidents.readOpen()).incidents.filter(({ value }) => isPast(value, nowMs));
  let closed = 0;
  for (const { value, version } of past)
    if ((await incidents.close({ incident: value, replaces: version })) === 'committed') closed++;
  return closed;
}

/** Resolved longer ago than it can return, with nothing left to send. */
const isPast = ({ state, resolvedAtMs, outbox }: Incident, nowMs: number): boolean =>
  state === 'resolved' &&
  nowMs - (resolvedAtMs ?? nowMs) >= returnsForMs &&
  outbox.every(({ delivery }) => delivery.step === 'sent' || delivery.step === 'failed');
