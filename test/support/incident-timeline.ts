import { detectFindings } from '../../src/detect/detect-findings.ts';
import { findSuppressions } from '../../src/detect/find-suppressions.ts';
import { queueMessage } from '../../src/incident/queue-message.ts';
import { updateIncidents } from '../../src/incident/update-incidents.ts';
import type { Incident, OutboxEntry } from '../../src/model/incident.ts';
import type { MessageInput } from '../../src/model/message-input.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { at, type Line, settingsWith, type WindowOptions, windowOf } from './facts-builder.ts';

/** The life of incidents over a day, minute by minute as evaluations see it. */
export interface Timeline {
  /** Evaluates what had happened by then (a slot is seen from its beginning on), and gives the messages that follow. */
  evaluate(time: string, changes?: Partial<DetectionSettings>): MessageInput[];
  /** Evaluates every minute from one time to another, the last included. */
  evaluateEachMinute(from: string, to: string): MessageInput[];
  /** Lets Slack take all that waits, or refuse it for good, or not answer yet. */
  deliver(outcome?: 'sent' | 'failed' | 'sending'): void;
  /** Incidents by id. */
  incidents(): readonly Incident[];
}

/** Tells a timeline from lines of facts: whoever evaluates sees the lines up to then. */
export function timeline(
  lines: readonly Line[],
  options: WindowOptions & { readonly settings?: DetectionSettings } = {},
): Timeline {
  let stored: readonly Incident[] = [];
  const evaluateAt = (nowMs: number, settings: DetectionSettings): MessageInput[] => {
    const seen = lines.filter(({ time }) => at(time) <= nowMs);
    const window = windowOf(seen, { ...options, now: new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ') });
    const suppressionsOf = findSuppressions(settings);
    const detected = detectFindings(window, settings).map((finding) => ({
      finding,
      isLate: false,
      suppressions: suppressionsOf(finding),
    }));
    const groups = updateIncidents(detected, stored, settings, nowMs);
    const messages = groups.flatMap((group) => group.messages);
    stored = groups.flatMap(({ members }) => members.map(({ incident }) => withMessages(incident, messages, nowMs)));
    return messages.map(({ input }) => input);
  };
  const settingsNow = options.settings ?? settingsWith();
  return {
    evaluate: (time, changes = {}) => evaluateAt(at(time), { ...settingsNow, ...changes }),
    evaluateEachMinute: (from, to) => minutes(at(from), at(to)).flatMap((nowMs) => evaluateAt(nowMs, settingsNow)),
    deliver: (outcome = 'sent') => {
      stored = stored.map((incident) => settle(incident, outcome));
    },
    incidents: () => [...stored].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function minutes(fromMs: number, toMs: number): number[] {
  return Array.from({ length: (toMs - fromMs) / 60_000 + 1 }, (_, i) => fromMs + i * 60_000);
}

function withMessages(
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
