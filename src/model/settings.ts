import type { PortKey } from './facts.ts';
import type { FindingId, FindingKind, FindingMode, Severity } from './finding-kind.ts';
import type { ThresholdRule } from './threshold-rule.ts';

export interface WatchedPort {
  readonly port: number;
  readonly protocol: number;
  /** 0 to 10. */
  readonly weight: number;
  /** A short name for messages (`rdp`); '' falls back to IANA's. */
  readonly name: string;
}

export interface ExpectedSource {
  readonly label: string;
  /** CIDRs or addresses. */
  readonly sources: readonly string[];
  readonly ports: readonly PortKey[];
  /** Names, addresses, MACs, CIDRs or resource ids; empty: every target. */
  readonly targets: readonly string[];
}

/** Someone who scans the whole internet and says who they are: their score counts for less. */
export interface KnownScanner {
  readonly label: string;
  /** CIDRs or addresses. */
  readonly sources: readonly string[];
}

export interface NamedTarget {
  readonly name: string;
  /** Address, MAC, CIDR or resource id. */
  readonly match: string;
  /** 0.8 to 1.3. */
  readonly criticality: number;
}

export interface Suppression {
  readonly finding: FindingId | null;
  readonly source: string | null;
  readonly target: string | null;
  readonly port: PortKey | null;
  readonly reason: string;
  /** Ends at this time, ms. */
  readonly expiresAtMs: number;
}

export interface SlackSettings {
  readonly channel: string;
  readonly criticalChannel: string;
  readonly opsChannel: string;
  /** Slack user (`U…`), user group (`S…`) or `here`/`channel`, by severity; `ops` for what Knockwatch says about itself. */
  readonly mention: Readonly<Partial<Record<Severity, string>>>;
  /** Slack users (`U…`, `W…`) who may press the buttons of messages; empty: everyone who sees the channel. */
  readonly mayAct: readonly string[];
}

/** From which values on findings speak. */
export interface Bounds {
  readonly breakthrough: {
    /** Denials on one watched port that make a later let-in a breakthrough. */
    readonly denials: number;
    /** Denials from which on it is critical. */
    readonly criticalDenials: number;
  };
  readonly lockedOut: { readonly denials: number };
  readonly campaign: {
    /** How many times the median the crowd must be, and how many prefixes. */
    readonly times: number;
    readonly prefixes: number;
  };
  /** Scores. */
  readonly targeted: { readonly low: number; readonly medium: number; readonly high: number };
}

/** New messages a day and channel; replies and edits have no budget. */
export interface Budget {
  readonly perDay: number;
  /** Of these at most so many `targeted` ones. */
  readonly targeted: number;
  /** Low severity only while fewer than so many were told. */
  readonly low: number;
}

/** What people tune: `knockwatch.yaml`, with every default filled in. */
export interface DetectionSettings {
  /** Short hash of the content, shown in messages. */
  readonly version: string;
  readonly slack: SlackSettings;
  readonly watchedPorts: readonly WatchedPort[];
  readonly findings: Readonly<Record<FindingKind, FindingMode>>;
  readonly bounds: Bounds;
  readonly budget: Budget;
  /** When the digest comes, by the clocks of `timeZone` (IANA, `Europe/Berlin`); a day of the budget is one there. */
  readonly digest: { readonly hour: number; readonly timeZone: string };
  readonly thresholds: readonly ThresholdRule[];
  readonly expectedSources: readonly ExpectedSource[];
  readonly knownScanners: readonly KnownScanner[];
  readonly targets: readonly NamedTarget[];
  readonly suppressions: readonly Suppression[];
}
