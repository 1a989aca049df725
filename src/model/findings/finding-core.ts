import type { Rule, Target } from '../facts.ts';
import type { FindingId, Severity } from '../finding-kind.ts';

/** Whether packets came back: unknown where the log does not record replies. */
export type Replied = 'yes' | 'no' | 'unknown';

/** Who wrote a rule, or what decided in its place. */
export type RuleKind = 'user' | 'default' | 'security-admin' | 'platform' | 'encryption' | 'just-in-time' | 'unknown';

/** A rule that decided, with its kind. */
export interface DecidingRule extends Rule {
  readonly kind: RuleKind;
}

/** A port of a target. */
export interface Door {
  readonly target: Target;
  readonly port: number;
  readonly protocol: number;
}

/** What every finding has, so that incidents need not know its kind. */
export interface FindingCore {
  readonly finding: FindingId;
  /** The same in every evaluation: an incident is one a finding and key. */
  readonly key: string;
  readonly severity: Severity;
  /** Start of the slot that decided it, ms: its incident opens there. */
  readonly openedAtMs: number;
  /** End of the last slot in which it saw anything, ms. */
  readonly lastSeenAtMs: number;
  /** Sources (IPv4 address, IPv6 /64) or a prefix that it is about; none where it is about nobody in particular. */
  readonly sources: readonly string[];
  /** The doors it is about; none where it is about no door in particular. */
  readonly doors: readonly Door[];
  /** 0 to 100, unrounded; null for a finding without a score. */
  readonly score: number | null;
  /** Only counted in the digest, whatever its mode. */
  readonly digestOnly: boolean;
  /** When the flow log that tells of it was first seen by this installation, ms. What was decided before is not pushed. */
  readonly installedAtMs: number;
  /** Until the history is long enough it is not told: what is missing, as a sentence; null once it is. */
  readonly learning: string | null;
  /** Why this severity, and which conditions held, as sentences with their numbers. */
  readonly why: readonly string[];
}
