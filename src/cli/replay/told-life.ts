import { channelOf } from '../../incident/channel-of.ts';
import type { Detected } from '../../incident/decision.ts';
import { isPast } from '../../incident/follow-incident.ts';
import { gravestFirst } from '../../incident/severity-rank.ts';
import { nothingTold, updateIncidents } from '../../incident/update-incidents.ts';
import type { Incident, ToldToday } from '../../model/incident.ts';
import type { MessageInput } from '../../model/message-input.ts';
import type { DetectionSettings } from '../../model/settings.ts';

/** A message that would have gone to Slack. */
export interface ReplayedMessage {
  readonly atMs: number;
  readonly turn: MessageInput['turn'];
  readonly channel: string;
  readonly reason: MessageInput['reason'];
  /** What it tells of, the one that carries it first. */
  readonly incidentIds: readonly string[];
}

/** The incidents of a replay over its time, with the product's own decisions; every message arrives at once. */
export interface IncidentLife {
  /** Takes what is found at a time into the incidents. */
  take(detected: readonly Detected[], nowMs: number): readonly ReplayedMessage[];
  /** Those that are open or can return. */
  incidents(): readonly Incident[];
  /** What is known of a finding's incident. */
  find(finding: string, key: string): Incident | null;
}

/** A life without incidents, nothing told yet. */
export function beginLife(settings: DetectionSettings): IncidentLife {
  let stored: readonly Incident[] = [];
  let told: ToldToday = nothingTold;
  let byKey = new Map<string, Incident>();
  return {
    take: (detected, nowMs) => {
      const updated = updateIncidents(detected, { stored, told, settings, nowMs, isHolding: false, hasButtons: false });
      const messages = updated.groups.flatMap((group) => group.messages);
      const carriers = new Set(messages.map(({ carrierId }) => carrierId));
      const members = updated.groups.flatMap((group) => group.members.map(({ incident }) => incident));
      stored = members
        .filter((incident) => !isPast(incident, nowMs))
        .map((incident) => (carriers.has(incident.id) ? posted(incident) : incident));
      told = updated.told;
      byKey = new Map(stored.map((incident) => [keyOf(incident), incident]));
      return messages.map(({ carrierId, input }) => messageOf(carrierId, input, settings));
    },
    incidents: () => stored,
    find: (finding, key) => byKey.get(keyOf({ finding, key })) ?? null,
  };
}

const keyOf = ({ finding, key }: { readonly finding: string; readonly key: string }): string => `${finding}\n${key}`;

const posted = (incident: Incident): Incident => ({
  ...incident,
  posted: incident.posted ?? { channelId: '', ts: incident.id },
});

function messageOf(
  carrierId: string,
  { turn, reason, incidents, atMs }: MessageInput,
  settings: DetectionSettings,
): ReplayedMessage {
  const [gravest = incidents[0]] = incidents.toSorted((a, b) => gravestFirst(a.severity, b.severity));
  const ids = incidents.map(({ id }) => id);
  return {
    atMs,
    turn,
    reason,
    channel: channelOf({ finding: gravest.finding.finding, severity: gravest.severity }, settings),
    incidentIds: ids.includes(carrierId) ? [carrierId, ...ids.filter((id) => id !== carrierId)] : ids,
  };
}
