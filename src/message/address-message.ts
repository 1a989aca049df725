import type { Severity } from '../model/finding.ts';
import type { SlackSettings } from '../model/settings.ts';
import { type MentionElement, type TextElement, textElement } from './slack-blocks.ts';

/** The channel for a severity: critical ones have their own where one is set. */
export function channelFor(severity: Severity, slack: SlackSettings): string {
  return severity === 'critical' && slack.criticalChannel !== '' ? slack.criticalChannel : slack.channel;
}

/** The mention that ends a sentence; nothing where the settings name nobody, or nobody Slack knows that way. */
export function mentionElements(severity: Severity, slack: SlackSettings): readonly (TextElement | MentionElement)[] {
  return mentionsFor(severity, slack).flatMap((mention) => [textElement(' '), mention]);
}

function mentionsFor(severity: Severity, slack: SlackSettings): readonly MentionElement[] {
  const who = (slack.mention[severity] ?? '').replace(/^@/, '');
  if (/^[UW][A-Z0-9]{2,20}$/.test(who)) return [{ type: 'user', user_id: who }];
  if (/^S[A-Z0-9]{2,20}$/.test(who)) return [{ type: 'usergroup', usergroup_id: who }];
  if (who === 'here' || who === 'channel' || who === 'everyone') return [{ type: 'broadcast', range: who }];
  return [];
}
