/** Roll-up: the facts of an hour that has ended move from one row a stream to a few rows an hour, with readable counts beside them. */
import { countRows } from '../count/count-rows.ts';
import { fingerprintOf } from '../count/fingerprint.ts';
import { packInParts } from '../count/split-facts.ts';
import type { HourFacts } from '../count/summarize-hour.ts';
import { serviceName } from '../enrich/service-name.ts';
import type { PortKey } from '../model/facts.ts';
import type { HourSummary } from '../model/hour.ts';
import type { CountStore } from '../ports/count-store.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { Versioned } from '../ports/incident-store.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { Log } from '../ports/log.ts';
import type { StateStore } from '../ports/state-store.ts';
import { noteLateHours } from './evaluate/late-hours.ts';
import { oldestWindowHour } from './evaluate/read-window.ts';
import { hourFromIngest } from './read-hour.ts';

export interface RollUpPorts {
  readonly store: IngestStore;
  readonly hours: HourStore;
  readonly counts: CountStore;
  readonly state: StateStore;
  readonly log: Log;
  /** A fresh random id for each version of rows. */
  readonly newVersion: () => string;
}

/** An entity holds 1 MiB. */
export const mostRowBytes = 900 * 1024;

export type RollUpResult = 'rolled' | 'unchanged' | 'empty' | 'conflict';

/**
 * Rolls an hour up where its streams have changed since it was rolled last (or never was). Counts are written first, the summary last: a
 * run that ends between them is repeated whole by the next, since the summary still tells the old fingerprint.
 *
 * An hour that has left the window is noted as late before its rows change, so that it is evaluated whatever happens in between.
 *
 * @param hour `2026112123` (UTC)
 */
export async function rollUpHour(
  ports: RollUpPorts,
  watchedPorts: ReadonlySet<PortKey>,
  hour: string,
  nowMs: number,
): Promise<RollUpResult> {
  const cursors = await ports.store.readCursors(hour);
  const stored = await ports.hours.readHourSummary(hour);
  if (cursors.length === 0 && stored === null) return 'empty';
  if (stored?.value.fingerprint === fingerprintOf(cursors)) return 'unchanged';
  if (hour < oldestWindowHour(nowMs)) await noteLateHours(ports.state, [hour], nowMs);
  return writeHour(ports, watchedPorts, hour, stored);
}

async function writeHour(
  ports: RollUpPorts,
  watchedPorts: ReadonlySet<PortKey>,
  hour: string,
  stored: Versioned<HourSummary> | null,
): Promise<RollUpResult> {
  // Read once more, whole: the fingerprint is that of the very rows whose facts are written.
  const { facts, logs, fingerprint } = await hourFromIngest(ports.store, hour);
  const rows = packInParts(facts, mostRowBytes);
  await writeCounts(ports, watchedPorts, { hour, facts });
  const summary: HourSummary = { hour, version: ports.newVersion(), rows: rows.length, fingerprint, logs };
  const result = await ports.hours.writeHour(summary, rows, stored?.version ?? null);
  // Another was faster, and our older counts may have come after its newer ones.
  if (result === 'conflict') await writeCounts(ports, watchedPorts, await hourFromIngest(ports.store, hour));
  ports.log.info('roll-up', { hour, result, records: facts.records, tuples: facts.tuples, rows: rows.length });
  return result === 'committed' ? 'rolled' : 'conflict';
}

const writeCounts = (
  { counts }: RollUpPorts,
  watchedPorts: ReadonlySet<PortKey>,
  { hour, facts }: Pick<HourFacts, 'hour' | 'facts'>,
): Promise<void> => counts.replaceHour(hour, countRows(hour, facts, watchedPorts, serviceName));
