import type { PortKey, Target } from './facts.ts';
import type { Decision } from './flow.ts';

/** A watched port of a target, by places in the history's dictionaries. */
export interface HistoryDoor {
  /** Index into `targets`. */
  readonly target: number;
  readonly port: PortKey;
}

/** Knocks in a row with one decision, as far as they matter: the first five different network blocks with the slots of their first knocks. */
export interface DoorRun {
  readonly decision: Decision;
  /** At most five, in order of their first knocks; IPv4 /16 or IPv6 /32 as text. */
  readonly blocks: readonly { readonly block: string; readonly slot: number }[];
}

/** From this slot on the door stood open to any, or was closed. */
export interface DoorChange {
  readonly slot: number;
  readonly state: 'open' | 'closed';
}

/** The runs of one day at a door: enough to fold its state over days without the days' events. */
export interface DayRuns {
  /** The run the day began with: it may go on from the day before. */
  readonly firstRun: DoorRun;
  /** Changes by the runs after the first, which begin this day. */
  readonly changes: readonly DoorChange[];
  /** The run the day ended with; the same as `firstRun` where the day had one. */
  readonly lastRun: DoorRun;
  /** Whether first and last run are one and the same. */
  readonly isOneRun: boolean;
}

/** One day of a door. */
export interface DoorDay extends HistoryDoor, DayRuns {}

/** Attempts: one row a (source, target, port, decision), in this order. Columns of equal length. */
export interface PairColumns {
  /** Index into `sources`. */
  readonly source: Uint32Array;
  /** Index into `targets`. */
  readonly target: Uint32Array;
  /** `PortKey`. */
  readonly port: Uint32Array;
  /** 1 turned away, 0 let in. */
  readonly isDenied: Uint8Array;
  readonly attempts: Uint32Array;
}

/** A function of one UTC day's hours, the watched ports and the expected sources alone. */
export interface DayHistory {
  /** `20261121` */
  readonly day: string;
  /** Those of `letIn` and `pairs`, in the order of their text. */
  readonly sources: readonly string[];
  /** Those with any denied or allowed fact: by MAC (resource where none is known), then address. */
  readonly targets: readonly Target[];
  /** Hours with records: bit h of the mask. */
  readonly hours: readonly { readonly flowLog: string; readonly mac: string; readonly mask: number }[];
  /** Where anyone was denied, by port, then hour of the day. */
  readonly ports: readonly {
    readonly port: PortKey;
    readonly hour: number;
    readonly deniedFlows: number;
    readonly deniedPrefixes: number;
  }[];
  /** Sources let in, by target, port, source; `source` is an index into `sources`. */
  readonly letIn: readonly (HistoryDoor & { readonly source: number; readonly firstSlot: number })[];
  /** By target, then port. */
  readonly doors: readonly DoorDay[];
  /** Where source and target have at least three attempts that day. */
  readonly pairs: PairColumns;
  readonly countries: readonly { readonly country: string; readonly deniedFlows: number }[];
}

/** The row that makes a history's rows valid. */
export interface HistorySummary {
  readonly day: string;
  readonly version: string;
  readonly rows: number;
  /** Fingerprints of its 24 hours ('' where an hour has no summary), in order. */
  readonly fingerprints: readonly string[];
  /** Hash of watched ports and expected sources. */
  readonly settingsHash: string;
}
