import type { HeldIncident, HeldReason, SuppressionUse } from '../../model/digest/held-back.ts';
import type { Digest } from '../../model/digest.ts';
import { cleanText } from '../clean-text.ts';
import { countText, listText, numberText } from '../count-text.ts';
import { lineOf } from './digest-words.ts';

const reasonTexts: Readonly<Record<HeldReason, string>> = {
  'over-budget': 'over budget',
  suppressed: 'suppressed',
  snoozed: 'acknowledged or snoozed',
  shadow: 'counted only',
  'too-old': 'too old to push',
  learning: 'still learning',
  pending: 'seen once so far',
};

/** How many were found and not told by a message, and why; '' where none was. */
export function heldBackLine({ heldBack: { counts } }: Digest): string {
  const reasons = Map.groupBy(counts, ({ reason }) => reason);
  const parts = [...reasons].map(([reason, ofReason]) => ({
    reason,
    count: ofReason.reduce((sum, { count }) => sum + count, 0),
  }));
  return listText(parts.map(({ reason, count }) => `${numberText(count)} ${reasonTexts[reason]}`));
}

/** What was held back, a line each. */
export const heldLines = ({ heldBack: { incidents } }: Digest): readonly string[] => incidents.map(heldLine);

const heldLine = ({ incident, reason, detail }: HeldIncident): string =>
  lineOf(
    `${reasonTexts[reason]}: ${incident.headline}${incident.score === null ? '' : `, score ${Math.round(incident.score)}`}. ${detail}`,
  );

/** What each suppression hid, a line each. */
export const suppressionLines = ({ heldBack: { suppressions } }: Digest): readonly string[] => suppressions.map(suppressionLine);

function suppressionLine(use: SuppressionUse): string {
  const covers = [use.finding, use.source, use.target, use.port].filter((part) => part !== null).join(', ');
  const expiry = new Date(use.expiresAtMs).toISOString().slice(0, 10);
  const state = use.isExpired ? `expired on ${expiry}` : `until ${expiry}`;
  return lineOf(`${covers} (${cleanText(use.reason, 80)}), ${state}: ${hidText(use)}`);
}

function hidText({ hidden, isIdle, isExpired, lastHidAtMs }: SuppressionUse): string {
  if (hidden > 0) return `hid ${countText(hidden, 'incident')}`;
  if (isExpired) return 'hides nothing any more, it can go';
  if (isIdle) return 'hid nothing for 30 days, it can go';
  return lastHidAtMs === null ? 'hid nothing yet' : `hid nothing, last on ${new Date(lastHidAtMs).toISOString().slice(0, 10)}`;
}
