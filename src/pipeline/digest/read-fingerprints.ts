import { fingerprintOf } from '../../count/fingerprint.ts';
import { dayOf } from '../../read/hours.ts';
import type { HourPorts } from '../read-hour.ts';

/**
 * Fingerprints of hours: from the histories of their days where there are any, a row a day; else as they were rolled up, or, where they were
 * not yet, of their streams. '' without records.
 */
export function fingerprintReader({
  hours,
  store,
}: Pick<HourPorts, 'store' | 'hours'>): (names: readonly string[]) => Promise<readonly string[]> {
  const ofDays = new Map<string, Promise<readonly string[] | null>>();
  const readDay = (day: string): Promise<readonly string[] | null> => {
    const known = ofDays.get(day) ?? hours.readHistorySummary(day).then((row) => row?.value.fingerprints ?? null);
    ofDays.set(day, known);
    return known;
  };
  const readOne = async (hour: string): Promise<string> => {
    const ofDay = await readDay(dayOf(hour));
    if (ofDay !== null) return ofDay[Number(hour.slice(8))] ?? '';
    const rolled = await hours.readHourSummary(hour);
    if (rolled !== null) return rolled.value.fingerprint;
    const cursors = await store.readCursors(hour);
    return cursors.length === 0 ? '' : fingerprintOf(cursors);
  };
  return (names) => Promise.all(names.map(readOne));
}
