import type { FirstStart, OpenDoor } from '../../model/findings/first-start.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { cleanText } from '../clean-text.ts';
import { countText, listText } from '../count-text.ts';
import type { Field, FindingStory, KindWords, StoryTable } from '../finding-story.ts';
import { ruleWithPlace } from '../rule-label.ts';
import { portWithService, targetLabel } from '../target-label.ts';
import { dateTimeText, tableTimeText } from '../time-text.ts';
import { findingPhrase } from './finding-phrase.ts';

/** There is only one: these words serve the type. */
const words: KindWords = {
  one: 'beginning',
  many: 'beginnings',
  heading: ['Watching since (UTC)', 'Targets', 'Open doors'],
  summarise: () => 'it has begun to watch',
  whatToDo: 'Go through the doors that stand open.',
};

/** Tells in words what Knockwatch watches from now on, for a message made at `nowMs`. */
export function tellFirstStart(finding: FirstStart, settings: DetectionSettings, nowMs: number): FindingStory {
  const { targets, flowLogs, watchedPorts, openDoors, watchedSinceMs } = finding;
  const watched = `${countText(targets, 'target')} through ${countText(flowLogs, 'flow log')}, on ${countText(watchedPorts, 'port')}`;
  const doors =
    openDoors.length === 0
      ? 'No door stands open to any'
      : `${countText(openDoors.length, 'door')} ${openDoors.length === 1 ? 'stands' : 'stand'} open to any`;
  return {
    kind: words,
    headline: `now watching ${countText(targets, 'target')}`,
    sentence: `Now watching ${watched}. ${doors}.`,
    account: `${countText(flowLogs, 'flow log')} ${flowLogs === 1 ? 'tells' : 'tell'} of ${countText(targets, 'target')}, with records since ${dateTimeText(watchedSinceMs)}; attempts are judged on ${countText(watchedPorts, 'port')}. ${doors}${openDoors.length === 0 ? '' : ': see below'}.${incomplete(finding)}`,
    also: 'it has begun to watch',
    answer: null,
    fields: fields(finding, settings, nowMs),
    why: [],
    table: openDoors.length === 0 ? null : doorsTable(openDoors, settings, nowMs),
    whatToDo: whatToDo(finding),
    row: [tableTimeText(watchedSinceMs, nowMs), String(targets), String(openDoors.length)],
    mixedRow: [words.one, 'Knockwatch', '–', tableTimeText(watchedSinceMs, nowMs), doors],
  };
}

const incomplete = ({ isComplete }: FirstStart): string =>
  isComplete ? '' : ' The last 24 hours have not all been read yet; doors that show up later are added here.';

function fields({ told, shadowed, learnsUntilMs }: FirstStart, { digest }: DetectionSettings, nowMs: number): readonly Field[] {
  const hour = `${String(digest.hour).padStart(2, '0')}:00`;
  return [
    { label: 'You will be told when', value: phrases(told) },
    { label: 'Only counted, for the digest, when', value: phrases(shadowed) },
    { label: 'The digest comes', value: `every day at ${hour} (${cleanText(digest.timeZone, 40) || 'UTC'})` },
    ...(learnsUntilMs <= nowMs ? [] : [{ label: 'Learning what is usual', value: learningText(learnsUntilMs) }]),
  ];
}

const learningText = (untilMs: number): string =>
  `until ${dateTimeText(untilMs)}; what needs a week of history is not told before`;

const phrases = (findings: readonly string[]): string => listText([...new Set(findings.map(findingPhrase))], 'or') || 'nothing';

function doorsTable(doors: readonly OpenDoor[], settings: DetectionSettings, nowMs: number): StoryTable {
  return {
    heading: ['Target', 'Port and service', 'Open since (UTC)', 'Let in by'],
    rows: doors.map((door) => [
      targetLabel(door.targetName),
      portWithService(door, settings),
      tableTimeText(door.openedAtMs, nowMs),
      ruleWithPlace(door.allowedBy),
    ]),
    noun: 'door',
  };
}

function whatToDo({ openDoors }: FirstStart): string {
  const expected =
    'Name your offices and partners under expectedSources in knockwatch.yaml, so that you hear when they are locked out.';
  if (openDoors.length === 0) return expected;
  return `Go through the open doors: close those that need not be open. ${expected}`;
}
