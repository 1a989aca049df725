import type { Changes } from './digest/changes.ts';
import type { FlowLogCoverage } from './digest/coverage.ts';
import type { CountryRow, HourlyAttempts, Matrix, PortRow, RuleRow, TargetRow, Top } from './digest/day-counts.ts';
import type { DaySums } from './digest/day-sums.ts';
import type { DataState, DigestDay, PastDay } from './digest/digest-day.ts';
import type { DigestHealth } from './digest/digest-health.ts';
import type { DigestIncident } from './digest/digest-incident.ts';
import type { HeldBack } from './digest/held-back.ts';
import type { NamedPort, NamedTarget } from './digest/names.ts';
import type { SettingsState } from './digest/settings-state.ts';

/** How the day is to be taken, from the gravest to the quietest. */
export type VerdictKind = 'no-data' | 'act' | 'look' | 'learning' | 'quiet';

/** The day in one sentence. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** Whole and plain; where data is missing it says so. */
  readonly sentence: string;
}

/** What waits for somebody. */
export interface NeedsAction {
  /** Doors that stand open to the internet, longest open first. */
  readonly exposures: readonly DigestIncident[];
  /** All other open incidents that are told, the gravest first; `blind` ones apart. */
  readonly incidents: readonly DigestIncident[];
  /** What Knockwatch cannot see: repeated every day as long as it lasts. */
  readonly blind: readonly DigestIncident[];
}

/** Who knocks at everyone: no news, in one line. */
export interface Background {
  /** Sources denied at eight of ten targets or more; null with a single target. */
  readonly sweepers: {
    readonly sources: number;
    readonly denied: number;
    /** Of all denied attempts, 0 to 1; null on fewer than 20. */
    readonly share: number | null;
    /** How many targets make a sweep, of how many. */
    readonly fromTargets: number;
    readonly targets: number;
  } | null;
  /** Networks (IPv4 /16, IPv6 /32) by denied attempts. */
  readonly networks: Top<{ readonly network: string; readonly denied: number; readonly sources: number }>;
}

/**
 * What people read every morning: a local day in numbers and incidents, for Slack, the page and the terminal. All text in it is plain:
 * nothing is escaped, and names in it can come from outside.
 *
 * Attempts are flows from public addresses to watched ports, denied and let in apart. Sources are IPv4 addresses and IPv6 /64.
 */
export interface Digest {
  readonly day: DigestDay;
  readonly verdict: Verdict;
  readonly data: DataState;
  readonly sums: DaySums;
  readonly needsAction: NeedsAction;
  readonly changes: Changes;
  /** Watched ports with anything in the 14 days, most denied first. */
  readonly ports: readonly PortRow[];
  readonly hourly: HourlyAttempts;
  readonly portsByCountry: Matrix<NamedPort, string>;
  readonly targetsByPort: Matrix<NamedTarget, NamedPort>;
  readonly targets: Top<TargetRow>;
  readonly rules: { readonly denied: Top<RuleRow>; readonly allowed: Top<RuleRow> };
  readonly countries: Top<CountryRow>;
  readonly background: Background;
  /** 14 days, oldest first; the last is the day itself. */
  readonly lastDays: readonly PastDay[];
  readonly flowLogs: readonly FlowLogCoverage[];
  readonly health: DigestHealth;
  readonly heldBack: HeldBack;
  readonly settings: SettingsState;
}
