import type { Finding } from './finding.ts';
import type { Severity } from './finding-kind.ts';
import type { Announced, IncidentState, OutboxEntry, Silence, SpeakReason } from './incident.ts';
import type { DetectionSettings } from './settings.ts';

/** An incident as a message shows it: what is known of it at the evaluation that makes the message. */
export interface ToldIncident {
  /** Shown to people, and sent as metadata. */
  readonly id: string;
  readonly finding: Finding;
  /** Highest it ever had; the finding's own may be lower by now. */
  readonly severity: Severity;
  readonly state: IncidentState;
  readonly openedAtMs: number;
  /** End of the last slot in which its finding saw anything, ms. */
  readonly lastSeenAtMs: number;
  /** Null while it is open. */
  readonly resolvedAtMs: number | null;
  /** What was last told of it before this message; null when this message is its first. */
  readonly announced: Announced | null;
  /** What somebody asked for who does not want to hear more of it, while that lasts. */
  readonly silence: Silence | null;
}

/** Why a message is made: a reason to speak, or the same message with newer numbers, silenced by somebody, or at its end. */
export type MessageReason = SpeakReason | 'no-change' | 'silenced' | 'resolved';

/** All that a message is made from. */
export interface MessageInput {
  /** A new message, a reply in the thread of one, or the same message again with what is known now. */
  readonly turn: OutboxEntry['kind'];
  readonly reason: MessageReason;
  /** A sentence: which value met which bound. */
  readonly detail: string;
  /**
   * At least one, ordered by id. A post or an edit tells of all that share the message: findings of one source (each in
   * full), or more than three new ones of one evaluation (a table). A reply tells only of those with a reason to speak; it
   * goes to the thread of the message they share.
   */
  readonly incidents: readonly [ToldIncident, ...ToldIncident[]];
  /** The incident in whose outbox the message stands: what its buttons name. */
  readonly carrierId: string;
  /** Presses of buttons can be taken: the message may show some. */
  readonly hasButtons: boolean;
  readonly layout: 'full' | 'table';
  /** What hours hold that could not be looked at in time: from the first of it to the last, ms; null for all else. */
  readonly late: { readonly fromMs: number; readonly toMs: number } | null;
  readonly settings: DetectionSettings;
  /** When it is made, event time, ms. */
  readonly atMs: number;
}
