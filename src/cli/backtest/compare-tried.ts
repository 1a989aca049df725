import type { Incident } from '../../model/incident.ts';
import { wasTold } from '../incident-report.ts';
import type { Tried } from './tried-settings.ts';

/** An incident that both settings find, told or rated differently. */
export interface ChangedIncident {
  readonly before: Incident;
  readonly after: Incident;
}

/** What other settings make of the same logs. What is for the digest alone is left out. */
export interface Difference {
  /** Found only after. */
  readonly appeared: readonly Incident[];
  /** Found only before. */
  readonly disappeared: readonly Incident[];
  /** Found by both, but of another severity, or told by one alone. */
  readonly changed: readonly ChangedIncident[];
}

/** Compares what was found before and after: incidents are the same by finding and key, and by their turn where it came several times. */
export function compareTried(before: Tried, after: Tried): Difference {
  const [old, now] = [byIdentity(before.incidents), byIdentity(after.incidents)];
  const both = [...now].flatMap(([identity, incident]) => {
    const known = old.get(identity);
    return known === undefined ? [] : [{ before: known, after: incident }];
  });
  return {
    appeared: [...now].flatMap(([identity, incident]) => (old.has(identity) ? [] : [incident])),
    disappeared: [...old].flatMap(([identity, incident]) => (now.has(identity) ? [] : [incident])),
    changed: both.filter(isChanged),
  };
}

/** Incidents told before that nobody is told of after. */
export const lostOf = (before: Tried, after: Tried): readonly Incident[] => notTold(before, after);
/** Incidents told after that nobody was told of before. */
export const gainedOf = (before: Tried, after: Tried): readonly Incident[] => notTold(after, before);

function notTold(told: Tried, other: Tried): readonly Incident[] {
  const others = byIdentity(other.incidents);
  return [...byIdentity(told.incidents)].flatMap(([identity, incident]) => {
    const known = others.get(identity);
    return wasTold(incident) && (known === undefined || !wasTold(known)) ? [incident] : [];
  });
}

/** In the order in which they opened. The id will not do: it tells the deciding slot, which a bound moves. */
function byIdentity(incidents: readonly Incident[]): ReadonlyMap<string, Incident> {
  const known = new Map<string, Incident>();
  for (const incident of incidents.filter(({ latest }) => !latest.digestOnly)) {
    let turn = 1;
    while (known.has(identityOf(incident, turn))) turn++;
    known.set(identityOf(incident, turn), incident);
  }
  return known;
}

const identityOf = ({ finding, key }: Incident, turn: number): string => `${finding}\n${key}\n${turn}`;

const isChanged = ({ before, after }: ChangedIncident): boolean =>
  before.severity !== after.severity || wasTold(before) !== wasTold(after);
