import type { Incident, OutboxEntry } from '../model/incident.ts';
import type { IncidentStore, Versioned } from '../ports/incident-store.ts';
import type { Log } from '../ports/log.ts';
import { chooseDelivery, pendingEntries } from './deliver/choose-delivery.ts';
import { conflictsAllowed, deliverEntry, type EntryOutcome, type EntryPorts } from './deliver/deliver-entry.ts';
import type { OutboxRows } from './deliver/outboxed.ts';
import { settleOutbox } from './deliver/settle-outbox.ts';

/** `wallClock`: back-off and waiting have nothing to do with event time. */
export interface DeliverPorts extends EntryPorts {
  readonly incidents: IncidentStore;
  readonly log: Log;
}

/** What one delivery did, and what is left. */
export interface DeliverOutcome {
  readonly sent: number;
  /** Messages of unclear attempts that were there already. */
  readonly found: number;
  /** Messages that failed for good in this run: only a person can help. */
  readonly failed: readonly FailedDelivery[];
  /** Messages not delivered yet, all incidents. */
  readonly waiting: number;
  /** Whether time ran out before everything that was due had been tried. */
  readonly ranOut: boolean;
}

interface FailedDelivery {
  readonly entryId: string;
  readonly channel: string;
  readonly code: string;
  readonly detail: string;
}

/** One run. */
interface Run {
  readonly ports: DeliverPorts;
  readonly endsAtMs: number;
  /** Channels that take nothing before a time, ms. */
  readonly holds: Map<string, number>;
  readonly failed: FailedDelivery[];
  sent: number;
  found: number;
  waiting: number;
  ranOut: boolean;
}

/**
 * Takes the outboxes of the open incidents, oldest message first, to the notifier, and writes each step into the incident before
 * and after it, by If-Match: whoever delivers at the same time, or ends half-way, causes at most one message twice, and that only
 * where it cannot be looked for. Starts no new message once `budgetMs` (wall clock) are used up.
 *
 * @throws whatever the incident store throws; what was being sent is then looked for by a later run
 */
export async function deliverOutbox(ports: DeliverPorts, { budgetMs }: { readonly budgetMs: number }): Promise<DeliverOutcome> {
  const { incidents } = await ports.incidents.readOpen();
  return deliverIncidents(ports, oldestFirst(incidents), budgetMs);
}

/** The same for the outbox of one incident alone. */
export async function deliverOutboxOf(
  ports: DeliverPorts,
  { finding, key }: Pick<Incident, 'finding' | 'key'>,
  { budgetMs }: { readonly budgetMs: number },
): Promise<DeliverOutcome> {
  const stored = await ports.incidents.read(finding, key);
  return deliverIncidents(ports, stored === null ? [] : [stored], budgetMs);
}

async function deliverIncidents(
  ports: DeliverPorts,
  incidents: readonly Versioned<Incident>[],
  budgetMs: number,
): Promise<DeliverOutcome> {
  const endsAtMs = ports.wallClock.now() + budgetMs;
  const run: Run = { ports, endsAtMs, holds: new Map(), failed: [], sent: 0, found: 0, waiting: 0, ranOut: false };
  for (const stored of incidents) run.waiting += await deliverIncident(run, stored);
  const { sent, found, failed, waiting, ranOut } = run;
  const outcome: DeliverOutcome = { sent, found, failed, waiting, ranOut };
  tell(ports.log, outcome);
  return outcome;
}

function oldestFirst(incidents: readonly Versioned<Incident>[]): readonly Versioned<Incident>[] {
  const oldest = ({ value }: Versioned<Incident>) =>
    Math.min(...pendingEntries(value.outbox).map(({ queuedAtMs }) => queuedAtMs));
  return incidents
    .filter(({ value }) => pendingEntries(value.outbox).length > 0)
    .sort((a, b) => oldest(a) - oldest(b) || (a.value.id < b.value.id ? -1 : 1));
}

/** Sends what one incident may send now; gives the number of its messages that wait still. */
async function deliverIncident(run: Run, stored: Versioned<Incident>): Promise<number> {
  let current = stored;
  for (let conflicts = 0; conflicts <= conflictsAllowed; ) {
    const incident = settleOutbox(current.value);
    const choice = chooseDelivery(incident, run.ports.wallClock.now());
    if (choice === null || !mayStart(run)) break;
    const heldUntilMs = run.holds.get(choice.entry.notification.channel) ?? 0;
    const outcome = await deliverEntry(
      run.ports,
      incidentRows(run.ports.incidents),
      { value: incident, version: current.version },
      choice,
      heldUntilMs,
    );
    take(run, choice.entry, outcome);
    const fresh = outcome.row === 'conflict' ? await run.ports.incidents.read(incident.finding, incident.key) : outcome.row;
    if (fresh === null) return 0;
    if (outcome.row === 'conflict') conflicts++;
    current = fresh;
  }
  return pendingEntries(settleOutbox(current.value).outbox).length;
}

const incidentRows = (incidents: IncidentStore): OutboxRows<Incident> => ({
  replace: async (incident, version) => {
    const result = await incidents.replace({ incident, replaces: version });
    return result.kind === 'conflict' ? 'conflict' : { value: incident, version: result.version };
  },
  read: ({ finding, key }) => incidents.read(finding, key),
});

function mayStart(run: Run): boolean {
  run.ranOut ||= run.ports.wallClock.now() >= run.endsAtMs;
  return !run.ranOut;
}

/** Counts an outcome, and remembers a channel that asked to wait. */
function take(run: Run, { id, notification }: OutboxEntry, { delivery, wasFound }: EntryOutcome<Incident>): void {
  const { channel } = notification;
  if (delivery?.kind === 'sent') run[wasFound ? 'found' : 'sent']++;
  if (delivery?.kind === 'retry' && delivery.afterMs !== null) {
    run.holds.set(channel, run.ports.wallClock.now() + delivery.afterMs);
  }
  if (delivery?.kind === 'permanent') run.failed.push({ entryId: id, channel, code: delivery.code, detail: delivery.detail });
}

function tell(log: Log, { sent, found, failed, waiting, ranOut }: DeliverOutcome): void {
  for (const { entryId, channel, code, detail } of failed) {
    log.error('message-failed', { message: entryId, channel, code, detail });
  }
  if (sent + found + failed.length + waiting > 0) {
    log.info('deliver', { sent, found, failed: failed.length, waiting, ranOut });
  }
}
