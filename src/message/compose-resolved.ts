import type { MessageInput, ToldIncident } from '../model/message-input.ts';
import { headerOf } from './compose-full.ts';
import { fieldsBlock, sentenceSection } from './finding-blocks.ts';
import { findingsTable } from './findings-table.ts';
import { withTable } from './fit-blocks.ts';
import { messageContext } from './message-context.ts';
import type { MessageParts } from './message-parts.ts';
import { richText } from './slack-blocks.ts';
import type { Told } from './tell-finding.ts';
import { dateTimeText, durationText, hoursText } from './time-text.ts';

/** Composes what a message becomes when all it tells of is over: struck through, with what is worth keeping below. */
export function composeResolved(input: MessageInput, told: readonly [Told, ...Told[]]): MessageParts {
  const title = `Resolved: ${endOf(input)}`;
  const head = [headerOf(`✅ ${title}`), richText(sentenceSection(told[0]))];
  const tail = [messageContext(input)];
  return {
    text: `${title}. ${told[0].story.sentence}`,
    blocks: told.length === 1 ? [...head, fieldsBlock(told[0]), ...tail] : withTable(head, findingsTable(told), tail),
  };
}

/** How it ended: a door was closed, or nobody came through it any more; what Knockwatch was blind to is over; all else went quiet. */
function endOf({ incidents, atMs }: MessageInput): string {
  const ends = new Set(incidents.map(kindOfEnd));
  if (ends.size > 1) return 'all of it is over';
  const resolvedMs = Math.max(...incidents.map(({ resolvedAtMs }) => resolvedAtMs ?? atMs));
  const lastSeenMs = Math.max(...incidents.map(({ lastSeenAtMs }) => lastSeenAtMs));
  switch (kindOfEnd(incidents[0])) {
    case 'closed':
      return `closed since ${dateTimeText(Math.max(...incidents.map(closedAtMs)))}`;
    case 'unused':
      return `nobody was let in for ${durationText(resolvedMs - Math.max(...incidents.map(lastLetInAtMs)))}`;
    case 'sees-again':
      return `no longer so since ${dateTimeText(lastSeenMs)}`;
    case 'quiet':
      return `quiet for ${hoursText(lastSeenMs, resolvedMs)}`;
  }
}

function kindOfEnd({ finding }: ToldIncident): 'closed' | 'unused' | 'sees-again' | 'quiet' {
  if (finding.finding === 'exposure') return finding.closedAtMs === null ? 'unused' : 'closed';
  return finding.finding === 'blind' ? 'sees-again' : 'quiet';
}

const closedAtMs = ({ finding }: ToldIncident): number => (finding.finding === 'exposure' ? (finding.closedAtMs ?? 0) : 0);
const lastLetInAtMs = ({ finding }: ToldIncident): number => (finding.finding === 'exposure' ? finding.lastLetInAtMs : 0);
