import type { FindingId } from '../finding-kind.ts';
import type { QuietReason } from '../incident.ts';
import type { DigestIncident } from './digest-incident.ts';

/** Why an incident of the day was not told by a message. */
export type HeldReason = Exclude<QuietReason, 'no-change' | 'joined'>;

/** An incident that was not told by a message. */
export interface HeldIncident {
  readonly incident: DigestIncident;
  readonly reason: HeldReason;
  /** A sentence: which value met or missed which bound, or who asked for quiet. */
  readonly detail: string;
}

/** What a suppression did. */
export interface SuppressionUse {
  readonly finding: FindingId | null;
  readonly source: string | null;
  readonly target: string | null;
  /** `3389/tcp`; null for any. */
  readonly port: string | null;
  /** As its author wrote it. */
  readonly reason: string;
  readonly expiresAtMs: number;
  readonly isExpired: boolean;
  /** Incidents of the day that it hid, and the first of them in words. */
  readonly hidden: number;
  readonly examples: readonly string[];
  /** When it last hid anything, ms; null where that is not known. */
  readonly lastHidAtMs: number | null;
  /** It has been there for 30 days and hid nothing in them: it can go. */
  readonly isIdle: boolean;
}

/** What was found and not told by a message. */
export interface HeldBack {
  /** Over budget first, then by severity and score; at most 50. */
  readonly incidents: readonly HeldIncident[];
  /** All of them, most first. */
  readonly counts: readonly { readonly finding: FindingId; readonly reason: HeldReason; readonly count: number }[];
  readonly suppressions: readonly SuppressionUse[];
}
