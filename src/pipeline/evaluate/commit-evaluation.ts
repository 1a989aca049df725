import { isDeepStrictEqual } from 'node:util';
import type { IncidentGroup } from '../../incident/update-incidents.ts';
import type { Incident, Tick } from '../../model/incident.ts';
import type { IncidentChange, IncidentStore, Versioned } from '../../ports/incident-store.ts';

/** Incidents in one batch: with `tick` at most 100 rows. */
const changesInBatch = 99;

/** Fills batches with what changed; incidents that share a message stay together. */
export function batchesOf(groups: readonly IncidentGroup[], versions: ReadonlyMap<Incident, string>): IncidentChange[][] {
  const batches: IncidentChange[][] = [[]];
  for (const group of groups) {
    const changes = group.members
      .filter(({ stored, incident }) => !isDeepStrictEqual(stored, incident))
      .map(({ stored, incident }) => ({ incident, replaces: stored === null ? null : (versions.get(stored) ?? null) }));
    const last = batches.at(-1);
    if (last === undefined || last.length + changes.length > changesInBatch) batches.push(changes);
    else last.push(...changes);
  }
  return batches;
}

/** Changes that belong together in as few batches as there can be. */
export function changeBatches(changes: readonly IncidentChange[]): readonly (readonly IncidentChange[])[] {
  const starts = Array.from({ length: Math.ceil(changes.length / changesInBatch) }, (_, i) => i * changesInBatch);
  return starts.map((start) => changes.slice(start, start + changesInBatch));
}

/** Commits batch after batch, each with a new tick: what another commits between two of ours ends the evaluation. */
export async function commitAll(
  store: IncidentStore,
  batches: readonly (readonly IncidentChange[])[],
  first: Versioned<Tick> | null,
  evaluated: Omit<Tick, 'revision'>,
): Promise<'committed' | 'conflict'> {
  let before = first;
  for (const [index, batch] of batches.entries()) {
    const tick: Tick = { ...evaluated, revision: (before?.value.revision ?? 0) + 1 };
    if ((await store.commitEvaluation(batch, tick, before?.version ?? null)) === 'conflict') return 'conflict';
    if (index === batches.length - 1) break;
    before = (await store.readOpen()).tick;
    if (before?.value.revision !== tick.revision) return 'conflict';
  }
  return 'committed';
}
