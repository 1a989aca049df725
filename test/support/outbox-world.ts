import { memoryIncidentStore } from '../../src/adapters/memory/memory-incident-store.ts';
import { nothingTold } from '../../src/incident/update-incidents.ts';
import type { Incident, OutboxEntry } from '../../src/model/incident.ts';
import type { Notification } from '../../src/model/notification.ts';
import { type DeliverOutcome, deliverOutbox } from '../../src/pipeline/deliver-outbox.ts';
import type { IncidentStore } from '../../src/ports/incident-store.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import { makeIncident } from './make-incident.ts';

/** Incidents with outboxes, and a clock that is moved by hand. */
export interface OutboxWorld {
  readonly store: IncidentStore;
  readonly logged: readonly string[];
  /** Real time, ms. */
  nowMs: number;
  /** Delivers once, with 40 s to spare unless a budget is given. */
  deliver(notifier: Notifier, options?: { readonly budgetMs?: number; readonly store?: IncidentStore }): Promise<DeliverOutcome>;
  incident(id: string): Promise<Incident>;
  entry(entryId: string): Promise<OutboxEntry>;
  /** Replaces an incident as an evaluation would. */
  change(id: string, change: (incident: Incident) => Incident): Promise<void>;
}

/** A message of no consequence; `words` tells which. */
export function makeNotification(words: string, channel = 'C0ALERTS'): Notification {
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text: words }] };
  const blocks = [{ type: 'rich_text', elements: [section] }];
  return { channel, text: words, blocks, severity: 'critical', isBroadcast: false, incidentIds: [words.split(':')[0] ?? words] };
}

/** A queued entry `{incident}:{number}`. */
export function makeEntry(
  id: string,
  kind: OutboxEntry['kind'],
  fields: Partial<OutboxEntry> & { readonly channel?: string } = {},
): OutboxEntry {
  const { channel, ...rest } = fields;
  const notification = makeNotification(id, channel);
  return { id, kind, notification, delivery: { step: 'queued' }, attempts: 0, notBeforeMs: 0, queuedAtMs: 0, ...rest };
}

/** A store with one incident for each given outbox; an incident's id is what stands before the `:` of its entries' ids. */
export async function makeOutboxWorld(
  outboxes: Readonly<Record<string, readonly OutboxEntry[]>>,
  startMs = 1_800_000_000_000,
): Promise<OutboxWorld> {
  const store = memoryIncidentStore();
  const logged: string[] = [];
  const changes = Object.entries(outboxes).map(([id, outbox]) => ({
    incident: makeIncident({ id, key: id, outbox }),
    replaces: null,
  }));
  await store.commitEvaluation(changes, { revision: 1, evaluatedAtMs: 0, told: nothingTold }, null);
  const log: Log = {
    info: (event, fields) => void logged.push(JSON.stringify({ event, ...fields })),
    error: (event, fields) => void logged.push(JSON.stringify({ event, ...fields })),
  };
  const read = async (id: string) => {
    const stored = await store.read('breakthrough', id);
    if (stored === null) throw new Error(`There is no incident ${id}`);
    return stored;
  };
  const world: OutboxWorld = {
    store,
    logged,
    nowMs: startMs,
    deliver: (notifier, { budgetMs = 40_000, store: incidents = store } = {}) =>
      deliverOutbox({ incidents, notifier, wallClock: { now: () => world.nowMs }, log }, { budgetMs }),
    incident: async (id) => (await read(id)).value,
    entry: async (entryId) => {
      const found = (await read(entryId.split(':')[0] ?? '')).value.outbox.find(({ id }) => id === entryId);
      if (found === undefined) throw new Error(`There is no entry ${entryId}`);
      return found;
    },
    change: async (id, change) => {
      const { value, version } = await read(id);
      await store.replace({ incident: change(value), replaces: version });
    },
  };
  return world;
}

/** A store whose process ends at the given call of `replace` (counted from 1), before or after it took effect. */
export function endingStore(store: IncidentStore, atCall: number, when: 'before' | 'after'): IncidentStore {
  let calls = 0;
  return {
    ...store,
    replace: async (change) => {
      calls++;
      if (calls === atCall && when === 'before') throw new Error('The process ends');
      const result = await store.replace(change);
      if (calls === atCall) throw new Error('The process ends');
      return result;
    },
  };
}
