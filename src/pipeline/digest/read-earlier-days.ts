/** The days that a day is compared with: their figures as kept, and made (again) where their hours have changed since. */
import type { EarlierDay } from '../../digest/digest-input.ts';
import { daysAfter, type LocalDay, localDay } from '../../digest/local-day.ts';
import { tallyFigures } from '../../digest/tally/tally-day.ts';
import type { DayFigures } from '../../model/digest/day-figures.ts';
import type { PortKey } from '../../model/facts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StateStore } from '../../ports/state-store.ts';
import { type HourPorts, hourInParts } from '../read-hour.ts';
import { readPurgedThrough, type StateRow } from '../state-rows.ts';
import { figuresRow, keepRow, readFigures } from './digest-rows.ts';
import { fingerprintReader } from './read-fingerprints.ts';

/** Countries are looked for so far back. */
const daysLookedBack = 30;

export interface EarlierPorts extends Pick<HourPorts, 'store' | 'hours'> {
  readonly state: StateStore;
  readonly wallClock: Clock;
}

/**
 * The 30 days before a local day, oldest first. What is not kept yet is counted, newest first; days for which there is no time, or whose
 * facts were given up, are unknown.
 *
 * @param watched the ports whose numbers are wanted
 * @param budgetMs real time after which no further day is begun
 */
export async function readEarlierDays(
  ports: EarlierPorts,
  day: LocalDay,
  watched: readonly PortKey[],
  budgetMs: number,
): Promise<readonly EarlierDay[]> {
  const untilMs = ports.wallClock.now() + budgetMs;
  const days = Array.from({ length: daysLookedBack }, (_, i) => localDay(daysAfter(day.day, -1 - i), day.timeZone));
  const reader = await createReader(ports, day, watched);
  const stored = await Promise.all(days.map((one) => readFigures(ports.state, one.day)));
  const earlier: EarlierDay[] = [];
  for (const [i, one] of days.entries()) {
    const row = stored[i] ?? { value: null, version: null };
    earlier.push({ day: one, figures: await reader(one, row, () => ports.wallClock.now() <= untilMs) });
  }
  return earlier.toReversed();
}

type ReadFigures = (day: LocalDay, row: StateRow<DayFigures>, mayCount: () => boolean) => Promise<DayFigures | null>;

async function createReader(
  ports: EarlierPorts,
  { hours: [firstHour = ''] }: LocalDay,
  watched: readonly PortKey[],
): Promise<ReadFigures> {
  const [{ hour: purgedThrough }, [oldestHour]] = await Promise.all([
    readPurgedThrough(ports.state),
    ports.store.hoursUpTo(firstHour, 1),
  ]);
  const fingerprintsOf = fingerprintReader(ports);
  return async (day, row, mayCount) => {
    const kept = isOf(row.value, day, watched) ? row.value : null;
    const lastHour = day.hours.at(-1) ?? '';
    if (lastHour <= purgedThrough) return kept;
    if (oldestHour === undefined || lastHour < oldestHour) return tallyFigures(day, watched).result();
    const now = await fingerprintsOf(day.hours);
    if (kept !== null && now.every((fingerprint, i) => fingerprint === kept.fingerprints[i])) return kept;
    return mayCount() ? keep(ports, await countDay(ports, day, watched, now), row) : kept;
  };
}

const isOf = (figures: DayFigures | null, { day, timeZone }: LocalDay, watched: readonly PortKey[]): boolean =>
  figures?.day === day && figures.timeZone === timeZone && figures.watched.join() === watched.join();

async function countDay(
  ports: EarlierPorts,
  day: LocalDay,
  watched: readonly PortKey[],
  fingerprints: readonly string[],
): Promise<DayFigures> {
  const tally = tallyFigures(day, watched);
  for (const [i, hour] of day.hours.entries()) {
    if (fingerprints[i] !== '') tally.add(await hourInParts({ store: ports.store, hours: ports.hours }, hour, false));
  }
  return tally.result();
}

async function keep({ state }: EarlierPorts, figures: DayFigures, { version }: StateRow<DayFigures>): Promise<DayFigures> {
  await keepRow(state, figuresRow(figures.day), figures, version);
  return figures;
}
