import type { OutboxEntry } from '../model/incident.ts';
import type { SettingsInUse } from '../model/settings-in-use.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { StateStore } from '../ports/state-store.ts';
import { hoursUpTo } from '../read/hours.ts';
import { readHour } from './read-hour.ts';
import type { SweepTally } from './sweep/account-sweep.ts';

/** The name of the state row that keeps what the last sweep did. */
const sweptRow = 'swept';
/** How long after its minute a record should be counted: most are within two. */
const lagQuantile = 0.95;

export interface HealthPorts {
  readonly state: StateStore;
  readonly incidents: IncidentStore;
  readonly store: IngestStore;
  /** Event time. */
  readonly clock: Clock;
}

/** How Knockwatch itself is; times in event time, ISO 8601. */
export type Health =
  | { readonly status: 'down'; readonly code: string }
  | {
      readonly status: 'up';
      readonly now: string;
      readonly lastEvaluation: string | null;
      /** What the last sweep did, with its time `at`. */
      readonly lastSweep: unknown;
      readonly openIncidents: number;
      /** Messages on their way, since when the oldest waits, and those that a person has to look after, by code. */
      readonly undelivered: number;
      readonly oldestUndelivered: string | null;
      readonly failed: readonly string[];
      /** 95 of 100 records of this hour and the last were counted within so many minutes; 61 stands for more than an hour, null for no record. */
      readonly lagAtMostMinutes: number | null;
      readonly countryDatabase: string;
      /** Null where they were not asked for. */
      readonly settings: {
        /** The file or blob that those in use were read from, and their version as messages show it. */
        readonly source: string;
        readonly version: string;
        /** Why newer ones are not used, one line each; null where these are the newest. */
        readonly problem: string | null;
      } | null;
    };

/** True where the tables answer. */
export async function isUp({ state }: Pick<HealthPorts, 'state'>): Promise<boolean> {
  return state.read(sweptRow).then(
    () => true,
    () => false,
  );
}

/** Keeps what a sweep did, for `readHealth`. */
export async function noteSweep({ state, clock }: Pick<HealthPorts, 'state' | 'clock'>, outcome: SweepTally): Promise<void> {
  const before = await state.read(sweptRow);
  await state.write(sweptRow, { at: new Date(clock.now()).toISOString(), ...outcome }, before?.version ?? null);
}

/** Reads how Knockwatch is; `down` with the failure's code where the tables do not answer. Costs a handful of storage transactions. */
export async function readHealth(
  ports: HealthPorts,
  countryDatabaseDateMs: number,
  settings: SettingsInUse | null = null,
): Promise<Health> {
  const nowMs = ports.clock.now();
  try {
    const [{ incidents, tick }, swept, lagAtMostMinutes] = await Promise.all([
      ports.incidents.readOpen(),
      ports.state.read(sweptRow),
      readLag(ports.store, nowMs),
    ]);
    const outbox = incidents.flatMap(({ value }) => value.outbox);
    const waiting = outbox.filter(({ delivery }) => delivery.step === 'queued' || delivery.step === 'sending');
    return {
      status: 'up',
      now: isoTime(nowMs),
      lastEvaluation: tick === null ? null : isoTime(tick.value.evaluatedAtMs),
      lastSweep: swept?.value ?? null,
      openIncidents: incidents.filter(({ value }) => value.state === 'open').length,
      undelivered: waiting.length,
      oldestUndelivered: waiting.length === 0 ? null : isoTime(Math.min(...waiting.map(({ queuedAtMs }) => queuedAtMs))),
      failed: outbox.flatMap(failureOf),
      lagAtMostMinutes,
      countryDatabase: isoTime(countryDatabaseDateMs).slice(0, 10),
      settings: settings && { source: settings.source, version: settings.detection.version, problem: settings.problem },
    };
  } catch (error) {
    return { status: 'down', code: error instanceof Error && 'code' in error ? String(error.code) : 'unexpected' };
  }
}

async function readLag(store: IngestStore, nowMs: number): Promise<number | null> {
  const hours = await Promise.all(hoursUpTo(nowMs, 2).map((hour) => readHour(store, hour)));
  const lags = hours
    .flat()
    .flatMap(({ facts }) => facts.lag)
    .toSorted((a, b) => a.atMostMinutes - b.atMostMinutes);
  let needed = lagQuantile * lags.reduce((sum, { records }) => sum + records, 0);
  for (const { records, atMostMinutes } of lags) {
    needed -= records;
    if (needed <= 0) return atMostMinutes;
  }
  return null;
}

const failureOf = ({ id, delivery }: OutboxEntry): readonly string[] =>
  delivery.step === 'failed' ? [`${id}: ${delivery.code}`] : [];

const isoTime = (ms: number): string => new Date(ms).toISOString();
