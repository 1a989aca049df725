import type { NewTarget } from '../../model/findings/new-target.ts';
import { countText, numberText } from '../count-text.ts';
import type { FindingStory, KindWords } from '../finding-story.ts';
import { resourceLabel } from '../resource-label.ts';
import { targetLabel, targetWithAddress } from '../target-label.ts';
import { dateTimeText, slotText, tableTimeText } from '../time-text.ts';
import { whyLines } from '../why-lines.ts';

const words: KindWords = {
  one: 'new target',
  many: 'new targets',
  heading: ['Target', 'Reached since (UTC)', 'Denied', 'Let in'],
  summarise: ({ findings }) =>
    `${countText(findings, 'target')} ${findings === 1 ? 'is' : 'are'} reached from the internet for the first time`,
  whatToDo:
    'Take the public address away from those that need none, and give the others a name under targets in knockwatch.yaml.',
};

/** Tells in words that a target is reached from the internet which was not before, for a message made at `nowMs`. */
export function tellNewTarget(finding: NewTarget, nowMs: number): FindingStory {
  const { target, targetName, denied, allowed, openedAtMs } = finding;
  const name = targetWithAddress(targetName, target);
  const since = tableTimeText(openedAtMs, nowMs);
  const attempts = `${countText(denied, 'attempt')} denied, ${numberText(allowed)} let in`;
  const first = `${name} was reached from the internet for the first time in 14 days`;
  return {
    kind: words,
    headline: `${targetLabel(targetName)} is reached from the internet for the first time`,
    sentence: `${first}, ${slotText(openedAtMs, nowMs)}: ${attempts}.`,
    account: `For the first time in 14 days something from the internet reached it, ${slotText(openedAtMs, nowMs)}: ${attempts}.`,
    also: 'it is a new target',
    answer: null,
    fields: [
      { label: 'Target', value: name },
      { label: 'Attempts', value: attempts },
      { label: 'First seen', value: dateTimeText(openedAtMs) },
      { label: 'NSG or VNet', value: resourceLabel(target.resource) || 'not named by this log' },
    ],
    why: whyLines(finding.why),
    table: null,
    whatToDo: `If ${targetLabel(targetName)} needs no public address, take it away; else give it a name under targets in knockwatch.yaml.`,
    row: [name, since, numberText(denied), numberText(allowed)],
    mixedRow: [words.one, 'the internet', name, since, attempts],
  };
}
