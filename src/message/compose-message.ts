import type { MessageInput } from '../model/message-input.ts';
import type { Notification } from '../model/notification.ts';
import { channelFor } from './address-message.ts';
import { cleanText, escapeText } from './clean-text.ts';
import { composeFull } from './compose-full.ts';
import { composeReply } from './compose-reply.ts';
import { composeResolved } from './compose-resolved.ts';
import { composeTable } from './compose-table.ts';
import type { MessageParts } from './message-parts.ts';
import { gravestFirst } from './severity-label.ts';
import { type Told, tellFinding } from './tell-finding.ts';

/** Escaped, it grows up to five times and stays under the 4,000 characters that Slack recommends. */
const textCharacters = 700;

/**
 * From what is known of incidents to what people read: incidents come in with the reason to speak, a Slack message goes out,
 * addressed by severity and within Slack's limits (`checkSlackLimits`).
 *
 * Text from outside (rules, resources, targets, addresses) stands only in rich text, table cells and plain text, cleaned and
 * capped; `text` is escaped. Pure: the same input gives the same message.
 */
export function composeMessage(input: MessageInput): Notification {
  const told = gravestOnTop(input);
  const { text, blocks } = composeParts(input, told);
  const { finding, severity } = told[0].incident;
  return {
    channel: channelFor(finding.finding, severity, input.settings.slack),
    text: escapeText(cleanText(text, textCharacters)),
    blocks,
    severity,
    isBroadcast: input.turn === 'reply' && told.some(isBreakIn),
    incidentIds: input.incidents.map(({ id }) => id),
  };
}

/** A break-in must not be missed by those who do not follow a thread. */
const isBreakIn = ({ incident }: Told): boolean => incident.finding.finding === 'breakthrough';

function composeParts(input: MessageInput, told: readonly [Told, ...Told[]]): MessageParts {
  if (input.turn === 'reply') return composeReply(input, told);
  if (told.every(isOver)) return composeResolved(input, told);
  return input.layout === 'table' ? composeTable(input, told) : composeFull(input, told);
}

/** What is watched since the first message stays true. */
const isOver = ({ incident }: Told): boolean => incident.state === 'resolved' && incident.finding.finding !== 'first-start';

/** Open before resolved, then by severity, then in the order given. */
function gravestOnTop({ incidents, settings, atMs }: MessageInput): readonly [Told, ...Told[]] {
  const sorted = incidents.toSorted(
    (a, b) => Number(a.state === 'resolved') - Number(b.state === 'resolved') || gravestFirst(a, b),
  );
  const [first = incidents[0], ...rest] = sorted;
  return [tellFinding(first, settings, atMs), ...rest.map((incident) => tellFinding(incident, settings, atMs))];
}
