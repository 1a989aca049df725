import type { PortKey, Target } from '../facts.ts';

/** What later days are compared with: the few numbers of a local day, kept so that its facts need not be read again. */
export interface DayFigures {
  /** `2026-11-21` by the clocks of `timeZone`. */
  readonly day: string;
  readonly timeZone: string;
  /** Of what its hours were when it was counted, in order; '' where an hour had no records. */
  readonly fingerprints: readonly string[];
  /** The ports that were watched: with others its numbers would be others. */
  readonly watched: readonly PortKey[];
  /** On watched ports. */
  readonly denied: number;
  readonly letIn: number;
  /** Distinct sources that were denied. */
  readonly sources: number;
  /** Ports with any of it, by number. */
  readonly ports: readonly PortFigures[];
  /** Countries that were denied; '' where unknown. */
  readonly countries: readonly string[];
  /** Hours of the day with records, by their places in it. */
  readonly flowLogs: readonly { readonly flowLog: string; readonly hours: readonly number[] }[];
  /** Network interfaces that logged, one target each, by MAC. */
  readonly interfaces: readonly Target[];
}

export interface PortFigures {
  readonly port: PortKey;
  readonly denied: number;
  readonly sources: number;
  readonly letIn: number;
}
