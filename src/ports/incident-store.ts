import type { Incident, Tick } from '../model/incident.ts';

/** A row with the version it was read in, for If-Match. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string;
}

export interface IncidentChange {
  readonly incident: Incident;
  /** Version it replaces; null creates it where absent. */
  readonly replaces: string | null;
}

/** Open incidents (resolved ones stay here until they can no longer return) with their outboxes, and the tick. */
export interface IncidentStore {
  readOpen(): Promise<{ readonly incidents: readonly Versioned<Incident>[]; readonly tick: Versioned<Tick> | null }>;
  /** All changes and the tick in one batch; 'conflict' writes nothing: begin again. At most 99 changes. */
  commitEvaluation(
    changes: readonly IncidentChange[],
    tick: Tick,
    tickReplaces: string | null,
  ): Promise<'committed' | 'conflict'>;
  /** One incident, for delivery steps. */
  replace(
    change: IncidentChange,
  ): Promise<{ readonly kind: 'committed'; readonly version: string } | { readonly kind: 'conflict' }>;
  read(finding: string, key: string): Promise<Versioned<Incident> | null>;
  /** Moves a resolved incident to its month's closed partition: creates the closed row first, then deletes the open one by If-Match. */
  close(change: IncidentChange): Promise<'committed' | 'conflict'>;
}
