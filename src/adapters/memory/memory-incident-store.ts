import type { Incident, Tick } from '../../model/incident.ts';
import type { IncidentChange, IncidentStore, Versioned } from '../../ports/incident-store.ts';
import { checkBatch } from '../batch-limit.ts';

/** Incidents in memory: what was closed can be asked for. */
export interface MemoryIncidentStore extends IncidentStore {
  /** In the order of closing. */
  closed(): readonly Incident[];
}

/** Incidents in memory, with the versions and refusals of the table: for `scan` and for tests. */
export function memoryIncidentStore(): MemoryIncidentStore {
  const incidents = new Map<string, Versioned<Incident>>();
  const closed: Incident[] = [];
  let tick: Versioned<Tick> | null = null;
  let versions = 0;
  const isConflict = ({ incident, replaces }: IncidentChange): boolean =>
    (incidents.get(keyOf(incident))?.version ?? null) !== replaces;
  const put = (incident: Incident): string => {
    const version = String(++versions);
    incidents.set(keyOf(incident), { value: structuredClone(incident), version });
    return version;
  };
  return {
    readOpen: async () => structuredClone({ incidents: inOrder(incidents), tick }),
    commitEvaluation: async (changes, newTick, tickReplaces) => {
      checkBatch(['tick', ...changes.map(({ incident }) => keyOf(incident))]);
      if ((tick?.version ?? null) !== tickReplaces || changes.some(isConflict)) return 'conflict';
      for (const { incident } of changes) put(incident);
      tick = { value: structuredClone(newTick), version: String(++versions) };
      return 'committed';
    },
    replace: async (change) => (isConflict(change) ? { kind: 'conflict' } : { kind: 'committed', version: put(change.incident) }),
    read: async (finding, key) => structuredClone(incidents.get(`${finding}:${key}`) ?? null),
    close: async (change) => {
      if (change.replaces === null || isConflict(change)) return 'conflict';
      closed.push(structuredClone(change.incident));
      incidents.delete(keyOf(change.incident));
      return 'committed';
    },
    closed: () => structuredClone(closed),
  };
}

function keyOf({ finding, key }: Incident): string {
  return `${finding}:${key}`;
}

function inOrder(incidents: ReadonlyMap<string, Versioned<Incident>>): readonly Versioned<Incident>[] {
  return [...incidents].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}
