import type { RuleKind } from '../findings/finding-core.ts';
import type { Compared } from './day-sums.ts';
import type { NamedPort, NamedTarget } from './names.ts';

/** The first of many, most first, and what the others come to. */
export interface Top<T> {
  readonly rows: readonly T[];
  readonly others: {
    readonly count: number;
    /** The number by which they are ordered, added up. */
    readonly flows: number;
  };
}

/** A watched port over the day. */
export interface PortRow extends NamedPort {
  /** 0 to 10. */
  readonly weight: number;
  readonly denied: Compared;
  /** Distinct sources that were denied. */
  readonly sources: Compared;
  readonly letIn: number;
  readonly sourcesLetIn: number;
  /** Targets at which anyone was denied. */
  readonly targets: number;
  /** Denied attempts of 14 days, oldest first, the last the day itself; null where a day has no data or was not read. */
  readonly series: readonly (number | null)[];
  /** Its sources are at least 20 and three times the usual: it stands in `Changes.crowds`. */
  readonly isCrowd: boolean;
}

/** An hour of the day. */
export interface AttemptsOfHour {
  /** `2026112110` (UTC). */
  readonly hour: string;
  readonly startMs: number;
  /** By the clocks of the time zone: `11:00`. The hour that clocks repeat stands twice. */
  readonly label: string;
  /** `missing`: no flow log has records of it, though it has ended; `to-come`: it had not ended when the digest was made. */
  readonly data: 'recorded' | 'missing' | 'to-come';
  /** Denied attempts, parallel to `HourlyAttempts.ports`. */
  readonly denied: readonly number[];
  /** On all other watched ports. */
  readonly others: number;
}

/** Denied attempts hour by hour, stacked by port. */
export interface HourlyAttempts {
  /** The busiest watched ports of the day, at most 8, most first. */
  readonly ports: readonly NamedPort[];
  readonly hours: readonly AttemptsOfHour[];
}

/** Denied attempts in a table of the busiest rows and columns; with the others they add up to all. */
export interface Matrix<R, C> {
  readonly rows: readonly R[];
  readonly columns: readonly C[];
  /** `cells[row][column]` */
  readonly cells: readonly (readonly number[])[];
  /** What is left of each row in other columns, and how many those are. */
  readonly otherColumns: { readonly count: number; readonly cells: readonly number[] };
  /** What other rows have in each column, and how many those are. */
  readonly otherRows: { readonly count: number; readonly cells: readonly number[] };
  /** Other rows in other columns. */
  readonly others: number;
}

/** A target over the day, on watched ports. */
export interface TargetRow extends NamedTarget {
  readonly denied: number;
  /** Distinct sources that were denied. */
  readonly sources: number;
  readonly letIn: number;
  readonly sourcesLetIn: number;
  /** Watched ports on which anyone was denied. */
  readonly ports: number;
  /** The one most denied; null where none was. */
  readonly topPort: NamedPort | null;
}

/** What a rule decided about flows from public addresses, on all ports. */
export interface RuleRow {
  /** As the portal shows it; the name as logged in `fullName`. */
  readonly name: string;
  readonly fullName: string;
  readonly kind: RuleKind;
  /** Resource id of the access list, or what the log names; '' where it names none. */
  readonly acl: string;
  /** What people call that: `NSG nsg-db`; '' where it has no name. */
  readonly place: string;
  readonly flows: number;
  /** Of these on watched ports. */
  readonly onWatchedPorts: number;
}

/** Denied attempts of a country. */
export interface CountryRow {
  /** ISO 3166-1 alpha-2, '' where unknown. */
  readonly country: string;
  readonly denied: number;
  readonly sources: number;
}
