import type { Finding } from '../model/finding.ts';
import type { Reason } from '../model/incident.ts';
import type { DetectionSettings, Suppression } from '../model/settings.ts';

/** Why an incident speaks or stays quiet in one evaluation. */
export interface Decision {
  readonly reason: Reason;
  /** A sentence: which value met or missed which bound. */
  readonly detail: string;
}

/** What an evaluation found, and what users said to silence it. */
export interface Detected {
  readonly finding: Finding;
  /** Suppressions that cover it, expired ones too. */
  readonly suppressions: readonly Suppression[];
  /** It was found in an hour that changed after it had left the window. */
  readonly isLate: boolean;
}

/** What decisions go by besides the incident and what is found. */
export interface DecisionContext {
  readonly settings: DetectionSettings;
  /** Event time, ms. */
  readonly nowMs: number;
  /** Hours that changed late still wait for their evaluation: what they find is told together. */
  readonly isHolding: boolean;
  /** The first message was told, or none is to come. */
  readonly hasStarted: boolean;
}

/** What was found late and held is told apart from what only waits for its second evaluation. */
export const heldDetail = 'Found in an hour that was read late; it is told with what the other late hours hold.';

/** Whether an incident's last reason is that it is held with what late hours hold. */
export const isHeld = (last: Decision | undefined): boolean => last?.reason === 'pending' && last.detail === heldDetail;
