import type { PortKey } from './facts.ts';
import type { FindingMode, Severity } from './finding-kind.ts';

/** What a threshold counts by. */
export type ThresholdGroup = 'source' | 'prefix' | 'target' | 'port' | 'country' | 'source+target';

/** A rule that a user wrote: so many attempts in so long a time, by group. */
export interface ThresholdRule {
  readonly name: string;
  /** Null: all watched ports. */
  readonly ports: readonly PortKey[] | null;
  readonly decision: 'denied' | 'allowed';
  /** Attempts from which on it is met. */
  readonly count: number;
  /** A multiple of five minutes, at most 24 hours. */
  readonly withinMs: number;
  readonly per: ThresholdGroup;
  /** That many different ones of these besides; null where not wanted. */
  readonly distinct: { readonly of: 'source' | 'prefix' | 'target' | 'port' | 'country'; readonly atLeast: number } | null;
  /** ISO 3166-1 alpha-2. An empty `only` takes all. */
  readonly countries: { readonly only: readonly string[]; readonly except: readonly string[] };
  readonly severity: Exclude<Severity, 'ops'>;
  readonly mode: FindingMode;
}
