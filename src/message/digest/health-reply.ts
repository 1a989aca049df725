import type { Digest } from '../../model/digest.ts';
import { countText } from '../count-text.ts';
import { fitsWithTable } from '../fit-blocks.ts';
import type { MessageParts } from '../message-parts.ts';
import { boldElement, bulletList, richText, type SlackBlock, section, textElement } from '../slack-blocks.ts';
import { firstLines, lineOf } from './digest-words.ts';
import { coverageLines, gapLines } from './gap-lines.ts';
import { healthLine } from './health-line.ts';
import { heldLines, suppressionLines } from './held-back-lines.ts';
import { rejectedLines, replayLine } from './rejected-lines.ts';
import { settingsLines } from './settings-line.ts';

const linesTried = [15, 8, 4, 1] as const;

/** The reply that holds what was held back and why, what suppressions hid, how flow logs recorded, what could not be read, and changed settings. */
export function healthReply(digest: Digest): MessageParts {
  const composed = linesTried.map((most) => lists(digest, most));
  const blocks = composed.find((one) => fitsWithTable(one, null)) ?? composed.at(-1) ?? [];
  return { text: `Health on ${digest.day.day}: ${healthLine(digest)}.`, blocks };
}

function lists(digest: Digest, most: number): readonly SlackBlock[] {
  const { data } = digest;
  const held = firstLines(heldLines(digest), most, 'incident that was held back', 'incidents that were held back');
  return [
    richText(section(boldElement('Health: '), textElement(healthLine(digest)))),
    ...list('Held back', held),
    ...list('Suppressions', firstLines(suppressionLines(digest), most, 'suppression')),
    ...list('Missing records (UTC)', firstLines(gapLines(digest), most, 'gap')),
    ...list('Targets that stopped logging', silentTargets(data, most)),
    ...list('Flow logs', firstLines(coverageLines(digest), most, 'flow log')),
    ...list('Could not be read', rejectedLines(digest, Math.min(most, 5))),
    ...(replayLine(digest) === '' ? [] : [richText(section(textElement(replayLine(digest))))]),
    ...list('Changed settings', firstLines(settingsLines(digest), most, 'difference')),
  ];
}

const list = (label: string, lines: readonly string[]): readonly SlackBlock[] =>
  lines.length === 0 ? [] : [richText(section(boldElement(label)), bulletList(lines))];

function silentTargets({ silentTargets: targets, moreSilentTargets }: Digest['data'], most: number): readonly string[] {
  const lines = targets.slice(0, most).map(({ name, mac, lastDay }) => lineOf(`${name} (${mac}), last on ${lastDay}`));
  const more = moreSilentTargets + Math.max(0, targets.length - most);
  return more === 0 ? lines : [...lines, `and ${countText(more, 'more target')}`];
}
