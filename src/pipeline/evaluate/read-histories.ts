import { unpackHistory } from '../../count/pack-history.ts';
import { historySettingsHash } from '../../detect/history/history-settings-hash.ts';
import { type HistorySettings, makeDayHistory } from '../../detect/history/make-day-history.ts';
import type { DayHistory } from '../../model/history.ts';
import type { WarmFacts } from '../../ports/warm-facts.ts';
import { dayOf, hourMs, hourOf, hoursOfDay } from '../../read/hours.ts';
import { type FingerprintedHour, hourFacts } from '../read-hour.ts';
import type { WindowPorts } from './read-window.ts';

/** Days before today: a flow log's silence is judged by the hours of seven and fourteen days before. */
const earlierDays = 15;
/** All other findings look back on so many of them. */
const wholeDays = 13;
const dayMs = 24 * hourMs;

/**
 * The histories of today and the 15 days before it. Today's is made from its hours so far, yesterday's too until it is stored; older ones
 * are taken as they are stored (a stale one serves until it is made again), and a missing one is a day without records. Of the two oldest
 * there are the hours alone. What was read for other days does not stay warm.
 *
 * @param hours the hours of the window that ends now: today's are among them
 */
export async function readHistories(
  ports: WindowPorts,
  settings: HistorySettings,
  hours: readonly FingerprintedHour[],
  nowMs: number,
): Promise<readonly DayHistory[]> {
  const today = dayOf(hourOf(nowMs));
  const yesterday = dayOf(hourOf(nowMs - dayMs));
  const days = Array.from({ length: earlierDays }, (_, i) => dayOf(hourOf(nowMs - (i + 1) * dayMs)));
  const stored = await Promise.all(
    days.map((day, i) => (i < wholeDays ? storedHistory(ports, day) : storedHours(ports, settings, day))),
  );
  const known = stored.filter((history) => history !== null);
  const ofToday = hours.filter(({ hour }) => dayOf(hour) === today);
  const made = [madeHistory(ports.warm, settings, today, ofToday)];
  if (!known.some(({ day }) => day === yesterday)) {
    made.push(madeHistory(ports.warm, settings, yesterday, await hoursOf(ports, hours, yesterday)));
  }
  for (const day of ports.warm?.histories.keys() ?? [])
    if (day !== today && !days.includes(day)) ports.warm?.histories.delete(day);
  return [...made, ...known];
}

/** A history that is not stored: as this process made it before, if it is of the same hours and settings. */
function madeHistory(
  warm: WarmFacts | undefined,
  settings: HistorySettings,
  day: string,
  hours: readonly FingerprintedHour[],
): DayHistory {
  const fingerprints = hours.map(({ hour, fingerprint }) => `${hour} ${fingerprint}`);
  const version = ['made', historySettingsHash(settings), ...fingerprints].join('\n');
  const known = warm?.histories.get(day);
  if (known?.version === version) return known.history;
  const history = makeDayHistory(day, hours, settings);
  keepWarm(warm, day, version, history);
  return history;
}

/** A day's history as stored; null where there is none, or its rows were just replaced twice. */
async function storedHistory({ hours, warm }: WindowPorts, day: string): Promise<DayHistory | null> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const summary = (await hours.readHistorySummary(day))?.value;
    if (summary === undefined) return null;
    const known = warm?.histories.get(day);
    if (known?.version === summary.version) return known.history;
    const rows = await hours.readHistory(summary);
    if (rows === null) continue;
    const history = unpackHistory(rows);
    keepWarm(warm, day, summary.version, history);
    return history;
  }
  return null;
}

/** Of a day's history as stored the hours with records; the rest would only take memory. */
async function storedHours(ports: WindowPorts, settings: HistorySettings, day: string): Promise<DayHistory | null> {
  const version = (await ports.hours.readHistorySummary(day))?.value.version;
  const known = ports.warm?.histories.get(day);
  if (version !== undefined && known?.version === hoursOfVersion(version)) return known.history;
  const whole = await storedHistory(ports, day);
  if (whole === null) return null;
  const history = { ...makeDayHistory(day, [], settings), hours: whole.hours };
  keepWarm(ports.warm, day, hoursOfVersion(version ?? ''), history);
  return history;
}

const hoursOfVersion = (version: string): string => `hours of ${version}`;

function keepWarm(warm: WarmFacts | undefined, day: string, version: string, history: DayHistory): void {
  warm?.histories.set(day, { version, history });
}

/** All hours of a day, those known already as they are. */
function hoursOf(ports: WindowPorts, known: readonly FingerprintedHour[], day: string): Promise<readonly FingerprintedHour[]> {
  const read = (hour: string): Promise<FingerprintedHour> | FingerprintedHour =>
    known.find((one) => one.hour === hour) ?? hourFacts(ports, hour, false);
  return Promise.all(hoursOfDay(day).map(read));
}
