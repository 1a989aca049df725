/** Hours of logs come in, oldest first; the digest of the last day that they tell of goes out. */
import { basename } from 'node:path';
import type { HourFacts } from '../../count/summarize-hour.ts';
import { findSuppressions } from '../../detect/find-suppressions.ts';
import { countParts } from '../../digest/count/count-parts.ts';
import type { DigestInput, DigestRejection } from '../../digest/digest-input.ts';
import { daysAfter, type LocalDay, localDay, localDayOf } from '../../digest/local-day.ts';
import { makeDigest } from '../../digest/make-digest.ts';
import { type DayCounts, type DayTally, tallyDay, tallyFigures } from '../../digest/tally/tally-day.ts';
import type { DayFigures } from '../../model/digest/day-figures.ts';
import type { Digest } from '../../model/digest.ts';
import type { PortKey } from '../../model/facts.ts';
import type { Incident } from '../../model/incident.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { digestWords } from '../../pipeline/digest/digest-words.ts';
import { watchedKeys } from '../../pipeline/read-digest.ts';
import { hourMs, hourStartMs } from '../../read/hours.ts';
import type { FileRejection } from '../replay/log-source.ts';

/** What the digest of files tells besides their hours. */
export interface LogsTold {
  readonly incidents: readonly Incident[];
  readonly countryDatabase: { readonly builtAtMs: number; readonly isOwn: boolean };
}

export interface DigestOfLogs {
  /** Takes a clock hour with what of it could not be decoded; they come in order. */
  readonly add: (hour: HourFacts, rejections: readonly FileRejection[]) => void;
  /** The digest of the day with the newest hour, as of its end; null where no hour came. */
  readonly result: (told: LogsTold) => Digest | null;
}

const daysLookedBack = 30;
const dayMs = 24 * hourMs;

/** Counts the newest day whole, and of each day before it what it is compared with. */
export function digestOfLogs(settings: DetectionSettings): DigestOfLogs {
  const watched = watchedKeys(settings);
  const { timeZone } = settings.digest;
  const earlier = new Map<string, DayFigures>();
  const installation: Record<string, number> = {};
  let current: CurrentDay | null = null;
  let firstMs: number | null = null;
  let madeAtMs = 0;
  const dayWith = (ms: number): CurrentDay => {
    const name = localDayOf(ms, timeZone);
    if (current?.day.day === name) return current;
    if (current !== null) earlier.set(current.day.day, current.tally.result().figures);
    const day = localDay(name, timeZone);
    return { day, tally: tallyDay(day, watched), rejections: [] };
  };
  return {
    add(hour, rejections) {
      const startMs = hourStartMs(hour.hour);
      firstMs ??= startMs;
      current = dayWith(startMs);
      current.tally.add({ ...hour, parts: [hour.facts], fingerprint: hour.hour });
      current.rejections.push(...rejections.map((one) => placeOf(one, hour.hour)));
      for (const { flowLog } of hour.logs) installation[flowLog] ??= firstMs;
      madeAtMs = startMs + hourMs;
    },
    result({ incidents, countryDatabase }) {
      if (current === null) return null;
      const days = daysBefore(current.day, earlier, watched);
      const database = { ...countryDatabase, days: Math.max(0, Math.floor((madeAtMs - countryDatabase.builtAtMs) / dayMs)) };
      const self = { undelivered: null, failed: [], countryDatabase: database };
      const { day, tally, rejections } = current;
      const parts = countParts(tally.result(), digestWords(settings, madeAtMs), settings.version);
      const counted = { day, parts, earlier: days, rejections };
      const told = incidents.filter((incident) => !isUndelivered(incident));
      return makeDigest({ ...fixed(settings, madeAtMs), ...counted, incidents: told, installation, self });
    },
  };
}

/** Of files nothing is sent: that messages wait is no news. */
const isUndelivered = ({ latest }: Incident): boolean => latest.finding === 'blind' && latest.blindness.kind === 'undelivered';

interface CurrentDay {
  readonly day: LocalDay;
  readonly tally: DayTally<DayCounts>;
  readonly rejections: DigestRejection[];
}

/** Of a file its path is all that is known. */
const placeOf = ({ path, rejection: { reason, detail, offset, length } }: FileRejection, hour: string): DigestRejection => ({
  ...{ reason, detail, offset, length, hour },
  ...{ path, flowLog: basename(path), account: '', container: '' },
});

/** Of files nothing is remembered. */
const fixed = (settings: DetectionSettings, madeAtMs: number) => ({
  settings,
  madeAtMs,
  suppressionsOf: findSuppressions(settings),
  words: digestWords(settings, madeAtMs),
  memory: [],
  previousSettings: null,
});

function daysBefore(
  { day, timeZone }: LocalDay,
  figures: ReadonlyMap<string, DayFigures>,
  watched: readonly PortKey[],
): DigestInput['earlier'] {
  return Array.from({ length: daysLookedBack }, (_, place) => {
    const before = localDay(daysAfter(day, place - daysLookedBack), timeZone);
    return { day: before, figures: figures.get(before.day) ?? tallyFigures(before, watched).result() };
  });
}
