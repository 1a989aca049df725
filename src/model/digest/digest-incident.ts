import type { FindingId, Severity } from '../finding-kind.ts';
import type { IncidentState } from '../incident.ts';

/** A step on the way to a targeting score. */
export interface ScoreStep {
  /** `focus (up to 40)`, `weight` … */
  readonly name: string;
  /** What it adds or takes, to one decimal; the steps add up to the score as shown. */
  readonly points: number;
  readonly because: string;
}

/** An incident in words; all of them plain. */
export interface DigestIncident {
  readonly id: string;
  readonly finding: FindingId;
  readonly severity: Severity;
  readonly state: IncidentState;
  /** 0 to 100, unrounded; null for findings without a score. */
  readonly score: number | null;
  readonly openedAtMs: number;
  /** End of the last slot in which anything was seen of it, ms. */
  readonly lastSeenAtMs: number;
  readonly resolvedAtMs: number | null;
  /** Who did what where: `203.0.113.7 (China) got into vm-db1 by RDP`. */
  readonly headline: string;
  /** A whole sentence with time and numbers. */
  readonly sentence: string;
  /** For a table: the kind of finding, who, where, and what in numbers. */
  readonly kind: string;
  readonly who: string;
  readonly where: string;
  readonly what: string;
  /** Named reasons with their numbers; for a score see also `steps`. */
  readonly why: readonly string[];
  readonly whatToDo: string;
  /** The waterfall of a targeting score, in order; empty for other findings. */
  readonly steps: readonly ScoreStep[];
  /** How people were told of it first: by a message, only by the digest, or not at all. */
  readonly told: 'message' | 'digest' | 'not';
  /** It opened in the day. */
  readonly isNew: boolean;
  /** What somebody asked for. */
  readonly silence: 'acknowledged' | 'snoozed' | null;
}
