import type { HourFacts } from '../../../src/count/summarize-hour.ts';
import { detectFindings } from '../../../src/detect/detect-findings.ts';
import { findSuppressions } from '../../../src/detect/find-suppressions.ts';
import { makeDayHistory } from '../../../src/detect/history/make-day-history.ts';
import { queueMessage } from '../../../src/incident/queue-message.ts';
import { nothingTold, updateIncidents } from '../../../src/incident/update-incidents.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { DayHistory } from '../../../src/model/history.ts';
import type { Incident, OutboxEntry, ToldToday } from '../../../src/model/incident.ts';
import type { MessageInput } from '../../../src/model/message-input.ts';
import { windowOf } from '../../../src/pipeline/evaluate/read-window.ts';
import type { World } from '../../support/world/simulate-world.ts';
import { dayMs } from '../../support/world/world-time.ts';

/** Knockwatch as it watches a world: the code of the product that decides, with nothing but memory around it. */
export interface Watch {
  /** Adds the hour that begins, or replaces it by what is known of it now. */
  readonly read: (hour: HourFacts) => void;
  /** What is found at a time in the hours read. */
  readonly detect: (nowMs: number) => readonly Finding[];
  /** Takes what was found into the incidents; all messages reach people at once. */
  readonly update: (findings: readonly Finding[], nowMs: number) => readonly MessageInput[];
  /** Incidents that were left to the digest for want of budget since a time. */
  readonly countOverBudget: (sinceMs: number) => number;
}

/** Days of history that are kept, today's and that of a fortnight ago among them. */
const daysKept = 15;
const windowHours = 24;
/** Hours that are kept: those of yesterday, whose history may be made again. */
const hoursKept = 48;

/** A watch that has seen nothing. */
export function watchWorld({ settings, installation, startMs }: World): Watch {
  const hours = new Map<string, HourFacts>();
  const histories = new Map<string, DayHistory>();
  const suppressionsOf = findSuppressions(settings);
  let stored: readonly Incident[] = [];
  let told: ToldToday = nothingTold;
  const overBudget = new Map<string, number>();
  const historyOf = (day: string): DayHistory => {
    const known = histories.get(day) ?? makeDayHistory(day, hoursOfDay(hours, day), settings);
    histories.set(day, known);
    return known;
  };
  return {
    read: (hour) => {
      if (hours.get(hour.hour)?.facts.tuples === hour.facts.tuples) return;
      hours.set(hour.hour, hour);
      histories.delete(dayOf(hour));
      keepLast(hours, hoursKept);
    },
    detect: (nowMs) => {
      const read = [...hours.values()].slice(-windowHours);
      for (const hour of read) historyOf(dayOf(hour));
      keepLast(histories, daysKept);
      return detectFindings({
        window: windowOf(read, installation, nowMs),
        hours: read.map(({ hour, logs }) => ({ hour, logs })),
        histories: [...histories.values()],
        settings,
        installation,
        self: { databaseBuiltAtMs: null, isRealTime: true, settingsProblem: null, undelivered: null },
        start: { installedAtMs: startMs, flowLogs: 1, isComplete: nowMs - startMs >= dayMs },
        nowMs,
      });
    },
    update: (findings, nowMs) => {
      const detected = findings.map((finding) => ({ finding, suppressions: suppressionsOf(finding), isLate: false }));
      const updated = updateIncidents(detected, { stored, told, settings, nowMs, isHolding: false, hasButtons: false });
      const messages = updated.groups.flatMap((group) => group.messages);
      told = updated.told;
      for (const { incident, decision } of updated.groups.flatMap(({ members }) => members)) {
        if (decision?.reason === 'over-budget') overBudget.set(incident.id, nowMs);
      }
      stored = updated.groups
        .flatMap(({ members }) => members.map(({ incident }) => deliver(incident, messages, nowMs)))
        .filter(({ resolvedAtMs, state }) => state === 'open' || nowMs - (resolvedAtMs ?? 0) < 7 * dayMs);
      return messages.map(({ input }) => input);
    },
    countOverBudget: (sinceMs) => [...overBudget.values()].filter((atMs) => atMs >= sinceMs).length,
  };
}

const dayOf = ({ hour }: HourFacts): string => hour.slice(0, 8);
const hoursOfDay = (hours: ReadonlyMap<string, HourFacts>, day: string): HourFacts[] =>
  [...hours.values()].filter(({ hour }) => hour.startsWith(day));

function keepLast<T>(entries: Map<string, T>, count: number): void {
  for (const key of [...entries.keys()].slice(0, -count)) entries.delete(key);
}

/** Puts the messages that an incident carries into its outbox, and has them sent. */
function deliver(
  incident: Incident,
  messages: readonly { readonly carrierId: string; readonly input: MessageInput }[],
  nowMs: number,
): Incident {
  const ours = messages.filter(({ carrierId }) => carrierId === incident.id);
  if (ours.length === 0) return incident;
  const queued = ours.reduce(
    (outbox, { input }) => queueMessage(outbox, incident.id, input.turn, blank(input), nowMs),
    incident.outbox,
  );
  const sent = { step: 'sent', channelId: 'C1', ts: incident.id, atMs: nowMs } as const;
  return {
    ...incident,
    posted: incident.posted ?? { channelId: 'C1', ts: incident.id },
    outbox: queued.map((entry) => ({ ...entry, delivery: sent })),
  };
}

/** What is said does not matter here. */
function blank({ incidents }: MessageInput): OutboxEntry['notification'] {
  return {
    channel: '',
    text: '',
    blocks: [],
    severity: incidents[0].severity,
    isBroadcast: false,
    incidentIds: incidents.map(({ id }) => id),
  };
}
