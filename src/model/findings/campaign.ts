import type { FindingCore } from './finding-core.ts';

/** A clock hour of a port's crowd, compared with what is usual at that time of day. */
export interface JudgedHour {
  /** `2026112110` (UTC). */
  readonly hour: string;
  /** Distinct prefixes denied on the port. */
  readonly prefixes: number;
  /** Median of that hour of day and its two neighbours over the history, at least 1. */
  readonly median: number;
  readonly isHigh: boolean;
}

/** The crowd on a port changed. One a port. */
export interface Campaign extends FindingCore {
  readonly finding: 'campaign';
  readonly port: number;
  readonly protocol: number;
  /** The last three clock hours judged, oldest first. */
  readonly hours: readonly JudgedHour[];
  /** Of the highest of them. */
  readonly prefixes: number;
  readonly median: number;
  /** In the judged hours: distinct sources, denied flows, targets hit. */
  readonly sourceCount: number;
  readonly denials: number;
  readonly targetCount: number;
  /** Countries of the sources, most sources first. */
  readonly countries: readonly string[];
  /** Days of history behind the median. */
  readonly days: number;
}
