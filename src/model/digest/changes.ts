import type { CountryRow, PortRow } from './day-counts.ts';
import type { DigestIncident } from './digest-incident.ts';

/** What is different from the days before. */
export interface Changes {
  /** Countries denied on this day and on none of the days looked back on, most denied first. */
  readonly newCountries: readonly CountryRow[];
  /** Days with data that were looked back on for countries, at most 30; with fewer than seven none is called new. */
  readonly countryDays: number;
  /** Ports whose sources are at least 20 and three times the usual. */
  readonly crowds: readonly PortRow[];
  /** Reached from the internet for the first time in 14 days. */
  readonly newTargets: readonly DigestIncident[];
  /** Somebody new was let in. */
  readonly newDoors: readonly DigestIncident[];
  /** Open again after they were resolved. */
  readonly returned: readonly DigestIncident[];
  /** Resolved in the day. */
  readonly resolved: readonly DigestIncident[];
  /** With a single target, where aim cannot be told from noise: the five highest scores; else empty. */
  readonly topScores: readonly DigestIncident[];
}
