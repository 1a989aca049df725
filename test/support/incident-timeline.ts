import { detectFindings } from '../../src/detect/detect-findings.ts';
import { findSuppressions } from '../../src/detect/find-suppressions.ts';
import { carrierId } from '../../src/incident/followed.ts';
import { queueMessage } from '../../src/incident/queue-message.ts';
import { applyPress, type SilencingAction } from '../../src/incident/silence-incident.ts';
import { nothingTold, updateIncidents } from '../../src/incident/update-incidents.ts';
import type { DetectionInput, StartState } from '../../src/model/detection-input.ts';
import type { DayHistory } from '../../src/model/history.ts';
import type { Incident, OutboxEntry } from '../../src/model/incident.ts';
import type { MessageInput } from '../../src/model/message-input.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { historiesOf, inTheirHours } from './day-hours.ts';
import { at, inputOf, type Line, settingsWith, type WindowOptions } from './facts-builder.ts';

/** The life of incidents over a day, minute by minute as evaluations see it. */
export interface Timeline {
  /** Evaluates what had happened by then (a slot is seen from its beginning on), and gives the messages that follow. */
  evaluate(time: string, changes?: Partial<DetectionSettings>): MessageInput[];
  /** Evaluates every minute from one time to another, the last included. */
  evaluateEachMinute(from: string, to: string): MessageInput[];
  /** Lets Slack take all that waits, or refuse it for good, or not answer yet. */
  deliver(outcome?: 'sent' | 'failed' | 'sending'): void;
  /** Presses a button of the message that tells of an incident, as people do. */
  press(id: string, action: SilencingAction, time: string): void;
  /** Incidents by id. */
  incidents(): readonly Incident[];
}

export interface TimelineOptions extends WindowOptions {
  readonly settings?: DetectionSettings;
  /** Given: the first message is to come, as after an installation. */
  readonly start?: StartState;
  /** What evaluations go by besides facts and history. */
  readonly more?: Partial<DetectionInput>;
}

/** Tells a timeline from lines of facts, over days: whoever evaluates sees the lines up to then, and the histories they make. */
export function timeline(lines: readonly Line[], options: TimelineOptions = {}): Timeline {
  let stored: readonly Incident[] = [];
  let toldToday = nothingTold;
  const settingsNow = options.settings ?? settingsWith();
  const historiesAt = historiesOfLines(lines, settingsNow);
  const evaluateAt = (nowMs: number, settings: DetectionSettings): MessageInput[] => {
    const seen = lines.filter(({ time }) => at(time) <= nowMs);
    const now = new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ');
    const input = inputOf(
      seen,
      { ...options, now, settings },
      { histories: historiesAt(nowMs), start: options.start ?? null, ...options.more },
    );
    const suppressionsOf = findSuppressions(settings);
    const detected = detectFindings(input).map((finding) => ({ finding, isLate: false, suppressions: suppressionsOf(finding) }));
    const { groups, told } = updateIncidents(detected, {
      stored,
      told: toldToday,
      settings,
      nowMs,
      isHolding: false,
      hasButtons: true,
    });
    const messages = groups.flatMap((group) => group.messages);
    stored = groups.flatMap(({ members }) => members.map(({ incident }) => withMessages(incident, messages, nowMs)));
    toldToday = told;
    return messages.map(({ input: message }) => message);
  };
  return {
    evaluate: (time, changes = {}) => evaluateAt(at(time), { ...settingsNow, ...changes }),
    evaluateEachMinute: (from, to) => minutes(at(from), at(to)).flatMap((nowMs) => evaluateAt(nowMs, settingsNow)),
    deliver: (outcome = 'sent') => {
      stored = stored.map((incident) => settle(incident, outcome));
    },
    press: (id, action, time) => {
      const named = stored.find((incident) => incident.id === id);
      const isMember = (incident: Incident): boolean => named !== undefined && carrierId(incident) === carrierId(named);
      const pressed = applyPress(stored.filter(isMember), action, 'U0ADMIN', at(time));
      stored = stored.map((incident) => pressed.find((member) => member.id === incident.id) ?? incident);
    },
    incidents: () => [...stored].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

const dayMs = 24 * 3_600_000;

/** The histories of 15 days that end with a time, of the lines up to then; those of days that are over are made once. */
function historiesOfLines(lines: readonly Line[], settings: DetectionSettings): (nowMs: number) => DayHistory[] {
  const made = new Map<string, DayHistory[]>();
  const byDay = Map.groupBy(lines, ({ time }) => Math.floor(at(time) / dayMs));
  return (nowMs) =>
    [...byDay]
      .filter(([day]) => day * dayMs <= nowMs && day * dayMs > nowMs - 15 * dayMs)
      .flatMap(([day, ofDay]) => {
        const seen = ofDay.filter(({ time }) => at(time) <= nowMs);
        const key = `${day} ${seen.length}`;
        const histories = made.get(key) ?? historiesOf(inTheirHours(seen), settings);
        made.set(key, histories);
        return histories;
      });
}

function minutes(fromMs: number, toMs: number): number[] {
  return Array.from({ length: (toMs - fromMs) / 60_000 + 1 }, (_, i) => fromMs + i * 60_000);
}

/** An incident with the messages that it carries in its outbox. */
export function withMessages(
  incident: Incident,
  messages: readonly { readonly carrierId: string; readonly input: MessageInput }[],
  nowMs: number,
): Incident {
  const outbox = messages
    .filter(({ carrierId }) => carrierId === incident.id)
    .reduce(
      (entries, { input }) => queueMessage(entries, incident.id, input.turn, notificationOf(input), nowMs),
      incident.outbox,
    );
  return { ...incident, outbox };
}

function notificationOf({ incidents, reason }: MessageInput): OutboxEntry['notification'] {
  return {
    channel: '#alerts',
    text: reason,
    blocks: [],
    severity: incidents[0].severity,
    isBroadcast: false,
    incidentIds: incidents.map(({ id }) => id),
  };
}

function settle(incident: Incident, outcome: OutboxEntry['delivery']['step']): Incident {
  const posted = outcome === 'sent' && incident.outbox.length > 0 ? { channelId: 'C1', ts: incident.id } : incident.posted;
  const outbox = incident.outbox.map((entry) =>
    entry.delivery.step === 'queued' ? { ...entry, delivery: settled(outcome) } : entry,
  );
  return { ...incident, posted, outbox };
}

function settled(outcome: OutboxEntry['delivery']['step']): OutboxEntry['delivery'] {
  if (outcome === 'sending') return { step: 'sending', sinceMs: 0 };
  if (outcome === 'failed') return { step: 'failed', code: 'channel_not_found', atMs: 0 };
  return { step: 'sent', channelId: 'C1', ts: '1', atMs: 0 };
}
