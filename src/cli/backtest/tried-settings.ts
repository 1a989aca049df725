import type { Incident, Reason } from '../../model/incident.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { wasTold } from '../incident-report.ts';
import type { ReplayedEvaluation, ReplayRun } from '../replay/replay-run.ts';
import type { ReplayedMessage } from '../replay/told-life.ts';

/** What came of one file of settings on some logs. */
export interface Tried {
  readonly settings: DetectionSettings;
  /** New messages and replies, in the order of time; edits disturb nobody. */
  readonly messages: readonly ReplayedMessage[];
  /** As they were at last, in the order in which they opened. */
  readonly incidents: readonly Incident[];
}

/** Settings to try, and what came of them once they were. */
export interface Trial {
  readonly run: ReplayRun;
  readonly tried: () => Tried;
}

/** Prepares to try settings. @param looks as in `ReplayRun` */
export function tryOut(settings: DetectionSettings, looks: 'closely' | 'regularly' = 'closely'): Trial {
  const messages: ReplayedMessage[] = [];
  const incidents = new Map<string, Incident>();
  const evaluated = (evaluation: ReplayedEvaluation): void => {
    messages.push(...evaluation.messages.filter(({ turn }) => turn !== 'edit'));
    for (const incident of evaluation.incidents) incidents.set(incident.id, incident);
  };
  return {
    run: { settings, looks, evaluated },
    tried: () => ({ settings, messages, incidents: [...incidents.values()].sort(byOpening) }),
  };
}

const byOpening = (a: Incident, b: Incident): number => a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1);

/** Something that was found and kept from people, and why. */
export interface Held {
  readonly atMs: number;
  readonly incident: Incident;
  readonly reason: Reason;
}

const holding: ReadonlySet<Reason> = new Set<Reason>(['over-budget', 'shadow', 'suppressed', 'learning', 'too-old']);

/** What settings, budget and a history too short kept from people, in the order of time; each incident once for each reason. */
export function heldOf({ incidents }: Tried): readonly Held[] {
  return incidents
    .flatMap((incident) => firstOfEach(incident).map(({ atMs, reason }) => ({ atMs, incident, reason })))
    .sort((a, b) => a.atMs - b.atMs || (a.incident.id < b.incident.id ? -1 : 1));
}

/** What is for the digest alone, whatever its mode, is kept from nobody. */
function firstOfEach({ reasons, latest }: Incident): Incident['reasons'] {
  const held = reasons.filter(({ reason }) => holding.has(reason) && !(reason === 'shadow' && latest.digestOnly));
  return [...Map.groupBy(held, ({ reason }) => reason).values()].flatMap(([first]) => first ?? []);
}

/** Incidents that somebody would have been told of. */
export const toldOf = ({ incidents }: Tried): readonly Incident[] => incidents.filter(wasTold);

/** Incidents that the budget alone kept from people, until the end. */
export const heldByBudget = ({ incidents }: Tried): readonly Incident[] =>
  incidents.filter((incident) => !wasTold(incident) && incident.reasons.some(({ reason }) => reason === 'over-budget'));
