import type { Finding } from './finding.ts';
import type { FindingId, Severity } from './finding-kind.ts';
import type { Replied } from './findings/finding-core.ts';
import type { Notification } from './notification.ts';

/** Why something is said. */
export type SpeakReason = 'first' | 'severity-rose' | 'score-rose' | 'new-kind' | 'new-target' | 'got-through' | 'returned';
/** Why nothing is said. */
export type QuietReason =
  | 'pending'
  | 'learning'
  | 'snoozed'
  | 'suppressed'
  | 'over-budget'
  | 'too-old'
  | 'no-change'
  | 'shadow'
  | 'joined';
export type Reason = SpeakReason | QuietReason;

/** A change of reason, kept so that it can be told later why something was said or not. */
export interface ReasonChange {
  readonly atMs: number;
  readonly reason: Reason;
  /** A sentence: which value met or missed which bound. */
  readonly detail: string;
}

export type IncidentState = 'open' | 'resolved';

/** What a message last said, so that the incident speaks again only for more. */
export interface Announced {
  readonly severity: Severity;
  /** Whether packets came back, as last told by a post or a reply; `unknown` for findings that do not know of replies. */
  readonly replied: Replied;
  /** The score that was told; null for findings without one. */
  readonly score: number | null;
  /** The next reply waits so long after `atMs`: from one hour, doubling up to a day. A graver one does not wait. */
  readonly gapMs: number;
  /** Names of the targets that were told; the newest 30. */
  readonly targets: readonly string[];
  /** Told by the digest, not by a message. */
  readonly byDigest: boolean;
  /** When it last spoke by a post or a reply, ms. */
  readonly atMs: number;
  /** The finding as its message shows it now, and since when: edits follow from the difference. */
  readonly shown: Finding;
  readonly shownAtMs: number;
}

/** What somebody asked for by a button: nothing is sent, everything is counted. Times are event time, ms. */
export type Silence = {
  /** Slack user id, `U…` or `W…`. */
  readonly by: string;
  readonly atMs: number;
} & /** Until it is over. */ ({ readonly kind: 'acknowledged' } | { readonly kind: 'snoozed'; readonly untilMs: number });

/** The Slack message that stands for an incident. */
export interface PostedMessage {
  readonly channelId: string;
  readonly ts: string;
}

export type DeliveryStep =
  | { readonly step: 'queued' }
  | { readonly step: 'sending'; readonly sinceMs: number }
  | { readonly step: 'sent'; readonly channelId: string; readonly ts: string; readonly atMs: number }
  | { readonly step: 'failed'; readonly code: string; readonly atMs: number };

/** A message on its way; every change of `delivery` is committed by If-Match, so one sender wins. */
export interface OutboxEntry {
  /** `{incident id}:{number}`, rising. */
  readonly id: string;
  readonly kind: 'post' | 'reply' | 'edit';
  readonly notification: Notification;
  readonly delivery: DeliveryStep;
  readonly attempts: number;
  /** Not tried again before this time, ms. */
  readonly notBeforeMs: number;
  readonly queuedAtMs: number;
}

/** One thing that people are told about, over its whole life. */
export interface Incident {
  /** Shown to people: hash of finding, key and opening slot. */
  readonly id: string;
  readonly finding: FindingId;
  readonly key: string;
  readonly state: IncidentState;
  readonly openedAtMs: number;
  /** End of the last slot in which its finding saw anything, ms. */
  readonly lastSeenAtMs: number;
  /** When it was last resolved, ms; kept when it opens again. */
  readonly resolvedAtMs: number | null;
  readonly latest: Finding;
  /** Highest severity it ever had: what was told does not fall. */
  readonly severity: Severity;
  readonly announced: Announced | null;
  readonly silence: Silence | null;
  /** Incidents told in one message share it; the message stands in the outbox of the first by id. */
  readonly toldWith: string | null;
  readonly posted: PostedMessage | null;
  /** The newest 200 changes. */
  readonly reasons: readonly ReasonChange[];
  readonly outbox: readonly OutboxEntry[];
}

/** The row every evaluation replaces: two evaluations of one minute cannot both win. */
export interface Tick {
  readonly revision: number;
  readonly evaluatedAtMs: number;
  /** New messages told on the budget's day, by channel. */
  readonly told: ToldToday;
}

/** What was spent of the budget. */
export interface ToldToday {
  /** `2026-11-21` in the digest's time zone; '' before anything was told. */
  readonly day: string;
  readonly channels: Readonly<Record<string, { readonly all: number; readonly targeted: number }>>;
}
