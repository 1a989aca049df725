import type { Incident } from '../model/incident.ts';
import type { Decision } from './decision.ts';

/** An incident on its way through one evaluation. */
export interface Followed {
  /** The stored incident whose place it takes; null where there is none. */
  readonly stored: Incident | null;
  readonly incident: Incident;
  /** Null where its finding is not there now: nothing is to be decided. */
  readonly decision: Decision | null;
  /** It was found in an hour that was read late. */
  readonly isLate: boolean;
}

/** The incident whose message tells of this one. */
export function carrierId({ id, toldWith }: Incident): string {
  return toldWith ?? id;
}
