import type { PortKey } from './facts.ts';
import type { FindingId, Severity } from './finding.ts';

export type FindingMode = 'on' | 'shadow' | 'off';

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
  /** Slack user (`U…`), user group (`S…`) or `here`/`channel`, by severity. */
  readonly mention: Readonly<Partial<Record<Severity, string>>>;
}

/** What people tune: `knockwatch.yaml`, with every default filled in. */
export interface DetectionSettings {
  /** Short hash of the content, shown in messages. */
  readonly version: string;
  readonly slack: SlackSettings;
  readonly watchedPorts: readonly WatchedPort[];
  readonly findings: Readonly<Record<FindingId, FindingMode>>;
  readonly expectedSources: readonly ExpectedSource[];
  readonly targets: readonly NamedTarget[];
  readonly suppressions: readonly Suppression[];
}
