import type { PortKey } from '../../model/facts.ts';
import type { JudgedHour } from '../../model/findings/campaign.ts';
import type { DayHistory } from '../../model/history.ts';
import type { Bounds } from '../../model/settings.ts';
import type { Detection } from '../detection.ts';
import { medianPrefixes, prefixesDenied } from '../history/median-prefixes.ts';
import { portKey } from '../watched-ports.ts';

/** So many of the judged hours must be high. */
export const leastHigh = 2;

/** A judged hour with the days that its median comes from. */
export interface ComparedHour extends JudgedHour {
  readonly days: number;
}

/** A port whose crowd changed. */
export interface JudgedPort {
  readonly port: PortKey;
  /** All that were judged, oldest first. */
  readonly hours: readonly ComparedHour[];
  /** The second high hour: with it there were enough. */
  readonly deciding: ComparedHour;
  /** The last high hour, and the one with the most prefixes. */
  readonly last: ComparedHour;
  readonly highest: ComparedHour;
  /** Days of history that two of the high hours have behind them. */
  readonly days: number;
}

/**
 * Judges the watched ports by the histories of their days.
 *
 * @param hours such as `2026112110`, oldest first; they are left out of the medians
 * @returns the ports with at least two high hours
 */
export function judgePorts({ days, settings }: Detection, hours: readonly string[]): JudgedPort[] {
  return settings.watchedPorts.flatMap((watched) => {
    const judged = judgePort(days, portKey(watched.port, watched.protocol), hours, settings.bounds.campaign);
    return judged === null ? [] : [judged];
  });
}

function judgePort(
  histories: readonly DayHistory[],
  port: PortKey,
  hours: readonly string[],
  bounds: Bounds['campaign'],
): JudgedPort | null {
  // Medians cost more than counts, and most ports never have so many.
  if (hours.filter((hour) => prefixesIn(histories, port, hour) >= bounds.prefixes).length < leastHigh) return null;
  const compared = compareHours(histories, port, hours, bounds);
  const high = compared.filter(({ isHigh }) => isHigh);
  const [deciding, last] = [high[leastHigh - 1], high.at(-1)];
  if (deciding === undefined || last === undefined) return null;
  const highest = high.reduce((most, hour) => (hour.prefixes > most.prefixes ? hour : most));
  const days = high.map((hour) => hour.days).sort((a, b) => b - a)[leastHigh - 1] ?? 0;
  return { port, hours: compared, deciding, last, highest, days };
}

/** Compares a port's crowd in some hours with what is usual; these hours are left out of the medians. */
export function compareHours(
  histories: readonly DayHistory[],
  port: PortKey,
  hours: readonly string[],
  bounds: Bounds['campaign'],
): readonly ComparedHour[] {
  const judged = new Set(hours);
  return hours.map((hour) => {
    const crowd = { hour, prefixes: prefixesIn(histories, port, hour) };
    return { ...crowd, ...compare(histories, port, crowd, judged, bounds) };
  });
}

function compare(
  histories: readonly DayHistory[],
  port: PortKey,
  { hour, prefixes }: Pick<JudgedHour, 'hour' | 'prefixes'>,
  judged: ReadonlySet<string>,
  bounds: Bounds['campaign'],
): Pick<ComparedHour, 'median' | 'isHigh' | 'days'> {
  const usual = medianPrefixes(histories, port, Number(hour.slice(8)), judged);
  const median = Math.max(1, usual?.median ?? 0);
  const isHigh = usual !== null && prefixes >= bounds.times * median && prefixes >= bounds.prefixes;
  return { median, isHigh, days: usual?.days ?? 0 };
}

function prefixesIn(histories: readonly DayHistory[], port: PortKey, hour: string): number {
  const history = histories.find(({ day }) => day === hour.slice(0, 8));
  return history === undefined ? 0 : prefixesDenied(history, port, Number(hour.slice(8)));
}
