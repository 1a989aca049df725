import { isDeepStrictEqual } from 'node:util';
import { queueMessage } from '../incident/queue-message.ts';
import { type IncidentGroup, nothingTold, updateIncidents } from '../incident/update-incidents.ts';
import { composeMessage } from '../message/compose-message.ts';
import { Failure } from '../model/failure.ts';
import type { Reason } from '../model/incident.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { Log } from '../ports/log.ts';
import { batchesOf, commitAll } from './evaluate/commit-evaluation.ts';
import { detectNow } from './evaluate/detect-now.ts';
import {
  type EvaluationContext,
  type Evidence,
  type EvidencePorts,
  filesOnly,
  gatherEvidence,
} from './evaluate/gather-evidence.ts';

/** Times that an evaluation begins again because another, or a delivery, was faster. */
const attempts = 8;

export interface EvaluatePorts extends EvidencePorts {
  readonly incidents: IncidentStore;
  /** Event time. */
  readonly clock: Clock;
  readonly log: Log;
}

/** What an evaluation did. */
export interface EvaluateOutcome {
  readonly atMs: number;
  readonly findings: number;
  readonly opened: number;
  /** Incidents there before whose row was replaced. */
  readonly updated: number;
  readonly resolved: number;
  /** Messages queued, by what they do. */
  readonly posts: number;
  readonly replies: number;
  readonly edits: number;
  /** Incidents with a finding now, by the reason to speak or to stay quiet. */
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
}

/**
 * Takes the facts of the last 24 hours and the incidents there are; gives the incidents as they are now, with their messages in their
 * outboxes, committed together with `tick`. Whoever evaluates at the same time, or ends half-way, causes no message twice.
 *
 * @throws Failure `conflict-persists` (retryable) when others were faster every time; whatever reading and committing throw
 */
export async function evaluateWindow(
  ports: EvaluatePorts,
  settings: DetectionSettings,
  context: EvaluationContext = filesOnly,
): Promise<EvaluateOutcome> {
  return evaluateFacts(ports, settings, (nowMs) => gatherEvidence(ports, settings, context, nowMs));
}

/** The same with facts from elsewhere than the store: `read` is asked anew each time the evaluation begins again. */
export async function evaluateFacts(
  ports: Pick<EvaluatePorts, 'incidents' | 'clock' | 'log'>,
  settings: DetectionSettings,
  read: (nowMs: number) => Promise<Evidence>,
): Promise<EvaluateOutcome> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const nowMs = ports.clock.now();
    const evidence = await read(nowMs);
    const outcome = await evaluateOnce(ports.incidents, settings, evidence, nowMs);
    if (outcome === 'conflict') continue;
    await evidence.settle();
    const { atMs, reasons, ...counts } = outcome;
    ports.log.info('evaluate', { at: new Date(atMs).toISOString(), attempt, ...counts, ...reasons });
    return outcome;
  }
  throw new Failure('conflict-persists', `Cannot commit the evaluation: others were faster ${attempts} times`, {
    retryable: true,
  });
}

async function evaluateOnce(
  store: IncidentStore,
  settings: DetectionSettings,
  evidence: Evidence,
  nowMs: number,
): Promise<EvaluateOutcome | 'conflict'> {
  const { incidents, tick } = await store.readOpen();
  const stored = incidents.map(({ value }) => value);
  const detected = detectNow(evidence, settings, stored, nowMs);
  const told = tick?.value.told ?? nothingTold;
  const { isHolding, hasButtons } = evidence;
  const updated = updateIncidents(detected, { stored, told, settings, nowMs, isHolding, hasButtons });
  const groups = updated.groups.map((group) => fillOutbox(group, nowMs));
  const versions = new Map(incidents.map(({ value, version }) => [value, version]));
  const result = await commitAll(store, batchesOf(groups, versions), tick, { evaluatedAtMs: nowMs, told: updated.told });
  return result === 'conflict' ? 'conflict' : countOutcome(detected.length, groups, nowMs);
}

/** Composes the messages of a group into the outbox of the incident that carries them. */
function fillOutbox(group: IncidentGroup, nowMs: number): IncidentGroup {
  const members = group.members.map((member) => {
    const ours = group.messages.filter(({ carrierId }) => carrierId === member.incident.id);
    const outbox = ours.reduce(
      (entries, { input }) => queueMessage(entries, member.incident.id, input.turn, composeMessage(input), nowMs),
      member.incident.outbox,
    );
    return { ...member, incident: { ...member.incident, outbox } };
  });
  return { ...group, members };
}

function countOutcome(findings: number, groups: readonly IncidentGroup[], nowMs: number): EvaluateOutcome {
  const members = groups.flatMap((group) => group.members);
  const turns = groups.flatMap(({ messages }) => messages.map(({ input }) => input.turn));
  const reasons: Partial<Record<Reason, number>> = {};
  for (const { decision } of members) if (decision !== null) reasons[decision.reason] = (reasons[decision.reason] ?? 0) + 1;
  return {
    atMs: nowMs,
    findings,
    opened: members.filter(({ stored, incident }) => stored?.id !== incident.id).length,
    updated: members.filter(({ stored, incident }) => stored?.id === incident.id && !isDeepStrictEqual(stored, incident)).length,
    resolved: members.filter(({ stored, incident }) => stored?.state === 'open' && incident.state === 'resolved').length,
    posts: turns.filter((turn) => turn === 'post').length,
    replies: turns.filter((turn) => turn === 'reply').length,
    edits: turns.filter((turn) => turn === 'edit').length,
    reasons,
  };
}
