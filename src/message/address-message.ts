import type { FindingId, Severity } from '../model/finding-kind.ts';
import type { ToldIncident } from '../model/message-input.ts';
import type { SlackSettings } from '../model/settings.ts';
import { type MentionElement, type TextElement, textElement } from './slack-blocks.ts';

/** The channel of a message: critical ones and what Knockwatch says of its own health have theirs, where one is set. */
export function channelFor(finding: FindingId, severity: Severity, slack: SlackSettings): string {
  if (finding === 'blind') return slack.opsChannel || slack.channel;
  return (severity === 'critical' && slack.criticalChannel) || slack.channel;
}

/**
 * The mention that ends a sentence; nothing where the settings name nobody, or nobody Slack knows that way. The first message is no
 * news that has to wake anyone.
 */
export function mentionElements(
  { finding, severity }: Pick<ToldIncident, 'finding' | 'severity'>,
  slack: SlackSettings,
): readonly (TextElement | MentionElement)[] {
  if (finding.finding === 'first-start') return [];
  return mentionsFor(severity, slack).flatMap((mention) => [textElement(' '), mention]);
}

function mentionsFor(severity: Severity, slack: SlackSettings): readonly MentionElement[] {
  const who = (slack.mention[severity] ?? '').replace(/^@/, '');
  if (/^[UW][A-Z0-9]{2,20}$/.test(who)) return [{ type: 'user', user_id: who }];
  if (/^S[A-Z0-9]{2,20}$/.test(who)) return [{ type: 'usergroup', usergroup_id: who }];
  if (who === 'here' || who === 'channel' || who === 'everyone') return [{ type: 'broadcast', range: who }];
  return [];
}
