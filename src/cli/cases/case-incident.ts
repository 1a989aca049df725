import type { Incident, Reason } from '../../model/incident.ts';
import { isQuietReason } from '../incident-report.ts';

/** An incident with what became of it in the time of the case. */
export interface CaseIncident {
  readonly incident: Incident;
  /** Its reasons in that time, in order. */
  readonly reasons: readonly Reason[];
  readonly wasTold: boolean;
  /** It was told on a day before. */
  readonly wasToldBefore: boolean;
}

/** Spoke in the time of the case, in a message of its own or in one that it shares. */
const spoke = ({ toldWith }: Incident, reasons: readonly Reason[]): boolean =>
  reasons.some((reason) => !isQuietReason(reason) || (reason === 'joined' && toldWith !== null));

/** What became of an incident in the time of a case, which begins at `fromMs`. */
export function caseIncident(incident: Incident, fromMs: number): CaseIncident {
  const reasonsOf = (isWanted: (atMs: number) => boolean) =>
    incident.reasons.filter(({ atMs }) => isWanted(atMs)).map(({ reason }) => reason);
  const reasons = reasonsOf((atMs) => atMs >= fromMs);
  return {
    incident,
    reasons,
    wasTold: spoke(incident, reasons),
    wasToldBefore: spoke(
      incident,
      reasonsOf((atMs) => atMs < fromMs),
    ),
  };
}
