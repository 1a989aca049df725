/** The counted parts of a day: as kept where its hours, the ports and the names are as they were; else counted from its hours, and kept. */
import { countParts } from '../../digest/count/count-parts.ts';
import type { DigestWords } from '../../digest/digest-input.ts';
import type { LocalDay } from '../../digest/local-day.ts';
import { tallyDay } from '../../digest/tally/tally-day.ts';
import { type DayParts, partsFormat } from '../../model/digest/day-parts.ts';
import type { PortKey } from '../../model/facts.ts';
import type { StateStore } from '../../ports/state-store.ts';
import { hourMs, hourStartMs } from '../../read/hours.ts';
import { type HourPorts, hourInParts } from '../read-hour.ts';
import { figuresRow, keepRow, partsRow, readFigures, readParts } from './digest-rows.ts';
import { fingerprintReader } from './read-fingerprints.ts';

export interface DayPartsPorts extends Pick<HourPorts, 'store' | 'hours'> {
  readonly state: StateStore;
}

/** What the parts of a day depend on besides its facts. */
export interface PartsOptions {
  readonly watched: readonly PortKey[];
  readonly words: DigestWords;
  readonly settingsVersion: string;
  /** Event time, ms: of a running day the hours to come have nothing. */
  readonly nowMs: number;
}

/** Hours that ended longer ago are believed as they were rolled up: the sweep rolls changed ones again. */
const checkedHours = 3;

/** The counted parts of a day. */
export async function readDayParts(ports: DayPartsPorts, day: LocalDay, options: PartsOptions): Promise<DayParts> {
  const isOver = day.toMs <= options.nowMs;
  if (!isOver) return countDay(ports, day, options);
  const kept = (await readParts(ports.state, day.day)).value;
  if (isMadeOf(kept, day, options) && (await haveFingerprints(ports, day, kept))) return kept;
  const parts = await countDay(ports, day, options);
  await keep(ports.state, parts);
  return parts;
}

function isMadeOf(
  parts: DayParts | null,
  { day, timeZone }: LocalDay,
  { watched, settingsVersion }: PartsOptions,
): parts is DayParts {
  if (parts === null || parts.format !== partsFormat || parts.settingsVersion !== settingsVersion) return false;
  const { figures } = parts;
  return figures.day === day && figures.timeZone === timeZone && figures.watched.join() === watched.join();
}

async function haveFingerprints(ports: DayPartsPorts, { hours }: LocalDay, { figures }: DayParts): Promise<boolean> {
  const now = await fingerprintReader(ports)(hours);
  return now.every((fingerprint, place) => fingerprint === figures.fingerprints[place]);
}

/** One hour is counted while the next one is read, and no more are in memory. */
async function countDay(
  { store, hours }: DayPartsPorts,
  day: LocalDay,
  { watched, words, settingsVersion, nowMs }: PartsOptions,
): Promise<DayParts> {
  const tally = tallyDay(day, watched);
  const begun = day.hours.filter((hour) => hourStartMs(hour) <= nowMs);
  const isNew = (hour: string): boolean => hourStartMs(hour) > nowMs - (checkedHours + 1) * hourMs;
  const read = (hour: string | undefined) => (hour === undefined ? null : hourInParts({ store, hours }, hour, isNew(hour)));
  let next = read(begun[0]);
  for (const [place] of begun.entries()) {
    const hour = await next;
    next = read(begun[place + 1]);
    // Whether it fails is asked for when it is its turn.
    next?.catch(() => {});
    if (hour !== null) tally.add(hour);
  }
  return countParts(tally.result(), words, settingsVersion);
}

/** For this day's digest made again, and as a day that later ones are compared with. */
async function keep(state: StateStore, parts: DayParts): Promise<void> {
  const { figures } = parts;
  const [partsBefore, figuresBefore] = await Promise.all([readParts(state, figures.day), readFigures(state, figures.day)]);
  await keepRow(state, partsRow(figures.day), parts, partsBefore.version);
  await keepRow(state, figuresRow(figures.day), figures, figuresBefore.version);
}
