import type { Incident, OutboxEntry } from '../../model/incident.ts';
import { pendingEntries } from './choose-delivery.ts';

/**
 * Puts an outbox in order before something is sent from it: of several edits only the newest counts, and what should reply to
 * or edit a message that never was (its post failed for good) is posted instead. The incident itself where nothing changes.
 */
export function settleOutbox(incident: Incident): Incident {
  const outbox = postWhereNoneIs(incident, keepNewestEdit(incident.outbox));
  return outbox === incident.outbox ? incident : { ...incident, outbox };
}

function keepNewestEdit(outbox: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const edits = pendingEntries(outbox).filter(({ kind }) => kind === 'edit');
  const superseded = new Set(edits.slice(0, -1));
  return superseded.size === 0 ? outbox : outbox.filter((entry) => !superseded.has(entry));
}

/** An edit tells all that is known, a reply only what was new: the edit makes the better post. */
function postWhereNoneIs({ posted }: Incident, outbox: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const pending = pendingEntries(outbox);
  if (posted !== null || pending.length === 0 || pending.some(({ kind }) => kind === 'post')) return outbox;
  const chosen = pending.find(({ kind }) => kind === 'edit') ?? pending[0];
  return outbox.map((entry) => (entry === chosen ? { ...entry, kind: 'post', delivery: { step: 'queued' } } : entry));
}
