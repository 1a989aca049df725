import { isDeepStrictEqual } from 'node:util';
import { detectFindings } from '../detect/detect-findings.ts';
import { findSuppressions } from '../detect/find-suppressions.ts';
import { queueMessage } from '../incident/queue-message.ts';
import { type IncidentGroup, updateIncidents } from '../incident/update-incidents.ts';
import { composeMessage } from '../message/compose-message.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { DayHistory } from '../model/history.ts';
import type { Incident, Reason, Tick } from '../model/incident.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { WindowFacts } from '../model/window.ts';
import type { Clock } from '../ports/clock.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { IncidentChange, IncidentStore, Versioned } from '../ports/incident-store.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { Log } from '../ports/log.ts';
import type { StateStore } from '../ports/state-store.ts';
import type { WarmFacts } from '../ports/warm-facts.ts';
import { evaluateLate, findLeavers, noteEvaluated, settleLate } from './late-hours.ts';
import { readHistories } from './read-histories.ts';
import { readInstallation } from './read-installation.ts';
import { readWindowHours, windowOf } from './read-window.ts';

/** Times that an evaluation begins again because another, or a delivery, was faster. */
const attempts = 8;
/** Incidents in one batch: with `tick` at most 100 rows. */
const changesInBatch = 99;

export interface EvaluatePorts {
  readonly store: IngestStore;
  readonly hours: HourStore;
  readonly warm?: WarmFacts;
  readonly state: StateStore;
  readonly incidents: IncidentStore;
  /** Event time. */
  readonly clock: Clock;
  /** Real time, for how long late hours may take. */
  readonly wallClock: Clock;
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
export async function evaluateWindow(ports: EvaluatePorts, settings: DetectionSettings): Promise<EvaluateOutcome> {
  return evaluateFacts(ports, settings, (nowMs) => gatherEvidence(ports, settings, nowMs));
}

/** All that one evaluation goes by. */
export interface Evidence {
  readonly window: WindowFacts;
  readonly histories: readonly DayHistory[];
  /** What hours hold that changed after they had left the window. */
  readonly late: readonly Finding[];
  /** More such hours wait: what they find is held until none does. */
  readonly isHolding: boolean;
  /** Called once the evaluation is committed. */
  readonly settle: () => Promise<void>;
}

async function gatherEvidence(ports: EvaluatePorts, settings: DetectionSettings, nowMs: number): Promise<Evidence> {
  const [hours, { installation }] = await Promise.all([readWindowHours(ports, nowMs), readInstallation(ports.state)]);
  const histories = await readHistories(ports, settings, hours, nowMs);
  await findLeavers(ports, nowMs);
  const late = await evaluateLate(ports, settings, installation, nowMs);
  const settle = async (): Promise<void> => {
    await settleLate(ports.state, late.done);
    await noteEvaluated(ports.state, hours);
  };
  return { window: windowOf(hours, installation, nowMs), histories, late: late.findings, isHolding: late.isHolding, settle };
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
  { window, histories, late, isHolding }: Evidence,
  nowMs: number,
): Promise<EvaluateOutcome | 'conflict'> {
  const suppressionsOf = findSuppressions(settings);
  const found = detectFindings({ window, hours: [], settings, histories, self: noSelf, start: null, nowMs });
  const foundNow = new Set(found.map(({ finding, key }) => `${finding} ${key}`));
  const onlyLate = late.filter(({ finding, key }) => !foundNow.has(`${finding} ${key}`));
  const detected = [...found, ...onlyLate].map((finding, i) => ({
    finding,
    suppressions: suppressionsOf(finding),
    isLate: i >= found.length,
  }));
  const { incidents, tick } = await store.readOpen();
  const stored = incidents.map(({ value }) => value);
  const groups = updateIncidents(detected, stored, settings, nowMs, isHolding).map((group) => fillOutbox(group, nowMs));
  const versions = new Map(incidents.map(({ value, version }) => [value, version]));
  const result = await commitAll(store, batchesOf(groups, versions), tick, nowMs);
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

/** Fills batches with what changed; incidents that share a message stay together. */
function batchesOf(groups: readonly IncidentGroup[], versions: ReadonlyMap<Incident, string>): IncidentChange[][] {
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

/** Commits batch after batch, each with a new tick: what another commits between two of ours ends the evaluation. */
async function commitAll(
  store: IncidentStore,
  batches: readonly (readonly IncidentChange[])[],
  first: Versioned<Tick> | null,
  nowMs: number,
): Promise<'committed' | 'conflict'> {
  let before = first;
  for (const [index, batch] of batches.entries()) {
    const tick: Tick = { revision: (before?.value.revision ?? 0) + 1, evaluatedAtMs: nowMs, told: { day: '', channels: {} } };
    if ((await store.commitEvaluation(batch, tick, before?.version ?? null)) === 'conflict') return 'conflict';
    if (index === batches.length - 1) break;
    before = (await store.readOpen()).tick;
    if (before?.value.revision !== tick.revision) return 'conflict';
  }
  return 'committed';
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

const noSelf = { databaseBuiltAtMs: null, settingsProblem: null, undelivered: null };
