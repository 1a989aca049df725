import type { Incident } from '../model/incident.ts';
import type { DetectionSettings } from '../model/settings.ts';

/** The channel that an incident's message goes to: critical ones and what Knockwatch says about itself may have their own. */
export function channelOf(
  { finding, severity }: Pick<Incident, 'finding' | 'severity'>,
  { slack }: Pick<DetectionSettings, 'slack'>,
): string {
  if (finding === 'blind') return slack.opsChannel || slack.channel;
  return severity === 'critical' ? slack.criticalChannel || slack.channel : slack.channel;
}
