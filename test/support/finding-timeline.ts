import type { Detected } from '../../src/incident/decision.ts';
import { nothingTold, updateIncidents } from '../../src/incident/update-incidents.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { MessageInput } from '../../src/model/message-input.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { at, settingsWith } from './facts-builder.ts';
import { withMessages } from './incident-timeline.ts';

/** A life told by what each evaluation finds, whatever the facts behind it. */
export interface FindingTimeline {
  /** Evaluates at a time, with these findings there; Slack then takes what waits. Gives `post first medium`, one a message. */
  see(time: string, findings: readonly Finding[], more?: Partial<Seen>): string[];
  incidents(): readonly Incident[];
  /** The messages of the last evaluation. */
  messages(): readonly MessageInput[];
  /** Changes an incident as people do: acknowledges it, snoozes it. */
  change(finding: string, changes: Partial<Incident>): void;
  /** The reasons of the incident of a finding, in order. */
  reasons(finding: string): string[];
}

export interface Seen {
  readonly isLate: boolean;
  readonly isHolding: boolean;
  readonly suppressions: Detected['suppressions'];
}

/** Begins a life. Findings are taken as they are given: their times are for the test to say. */
export function findingTimeline(settings: DetectionSettings = settingsWith()): FindingTimeline {
  let stored: readonly Incident[] = [];
  let told = nothingTold;
  let messages: readonly MessageInput[] = [];
  return {
    see: (time, findings, { isLate = false, isHolding = false, suppressions = [] } = {}) => {
      const nowMs = at(time);
      const detected = findings.map((finding) => ({ finding, isLate, suppressions }));
      const updated = updateIncidents(detected, { stored, told, settings, nowMs, isHolding, hasButtons: true });
      const made = updated.groups.flatMap((group) => group.messages);
      const kept = updated.groups.flatMap(({ members }) => members.map(({ incident }) => withMessages(incident, made, nowMs)));
      stored = kept.map(sent);
      told = updated.told;
      messages = made.map(({ input }) => input);
      return messages.map(({ turn, reason, incidents }) => `${turn} ${reason} ${incidents.map((one) => one.severity).join(' ')}`);
    },
    incidents: () => stored,
    messages: () => messages,
    change: (finding, changes) => {
      stored = stored.map((incident) => (incident.finding === finding ? { ...incident, ...changes } : incident));
    },
    reasons: (finding) => stored.find((incident) => incident.finding === finding)?.reasons.map(({ reason }) => reason) ?? [],
  };
}

const sent = (incident: Incident): Incident => ({
  ...incident,
  posted: incident.posted ?? (incident.outbox.length > 0 ? { channelId: 'C1', ts: incident.id } : null),
  outbox: incident.outbox.map((entry) => ({ ...entry, delivery: { step: 'sent', channelId: 'C1', ts: '1', atMs: 0 } })),
});
