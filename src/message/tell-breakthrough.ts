import type { Breakthrough } from '../model/findings/breakthrough.ts';
import type { Replied } from '../model/findings/finding-core.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { answerText, breakthroughFields } from './breakthrough-fields.ts';
import { type BreakthroughNames, nameBreakthrough } from './breakthrough-names.ts';
import { cleanText } from './clean-text.ts';
import { countText, numberText } from './count-text.ts';
import type { FindingStory } from './finding-story.ts';
import { clockText, slotText } from './time-text.ts';

const whyCharacters = 240;
const whyLines = 6;

/** Tells a breakthrough in words, for a message made at `nowMs`. Pure; the same finding always reads the same. */
export function tellBreakthrough(finding: Breakthrough, settings: DetectionSettings, nowMs: number): FindingStory {
  const names = nameBreakthrough(finding, settings);
  return {
    headline: headline(finding, names),
    sentence: sentence(finding, names, nowMs),
    account: account(finding, names, nowMs),
    answer: `${names.services} on ${names.target}: ${answerText(finding)}.`,
    fields: breakthroughFields(finding, names, settings),
    why: finding.why
      .slice(0, whyLines)
      .map((line) => cleanText(line, whyCharacters))
      .filter((line) => line !== ''),
    whatToDo: whatToDo(finding, names),
    row: row(finding, names),
  };
}

/** Only a source that got packets back got in; else it was let in, and more is not known. */
function headline({ replied }: Breakthrough, { who, target, services }: BreakthroughNames): string {
  const verbs: Record<Replied, string> = { yes: 'got into', no: 'was let in to', unknown: 'was let in to' };
  return `${who} ${verbs[replied]} ${target} by ${services}${replied === 'no' ? ', nothing answered' : ''}`;
}

function sentence(finding: Breakthrough, names: BreakthroughNames, nowMs: number): string {
  const { who, target, services } = names;
  const verb = finding.replied === 'yes' ? 'got into' : 'was let in to';
  const when = slotText(finding.letInAtMs, nowMs);
  return `${who} ${verb} ${target} by ${services} ${when} after ${countText(finding.denials, 'denied attempt')}. ${outcome(finding, names)}`;
}

function outcome({ replied }: Breakthrough, { rule }: BreakthroughNames): string {
  if (replied === 'yes') return 'Packets came back.';
  if (replied === 'no') return 'Nothing answered.';
  return `Let in by ${ruleText(rule)}; this log does not record replies.`;
}

function account(finding: Breakthrough, { rule }: BreakthroughNames, nowMs: number): string {
  const before = `After ${countText(finding.denials, 'denied attempt')}, ${slotText(finding.letInAtMs, nowMs)},`;
  const joint = finding.replied === 'yes' ? ', and' : ';';
  return `${before} it was let in by ${ruleText(rule)}${joint} ${answerText(finding)}.`;
}

const ruleText = (rule: string): string => (rule === '' ? 'a rule without a name' : `rule ${rule}`);

function whatToDo({ replied }: Breakthrough, names: BreakthroughNames): string {
  const rule =
    names.rule === '' ? 'what let it in' : `rule ${names.rule}${names.accessList === '' ? '' : ` in ${names.accessList}`}`;
  const expected = `add ${names.source} to expectedSources`;
  if (replied === 'no') return `If you opened ${rule} for it, ${expected}; if not, close it before something answers.`;
  return `Check who is signed in on ${names.target} now. If it was not one of you, close ${rule}; if it was, ${expected}.`;
}

function row(finding: Breakthrough, names: BreakthroughNames): readonly string[] {
  const answers: Record<Replied, string> = { yes: 'packets came back', no: 'nothing answered', unknown: 'not recorded' };
  return [
    names.who,
    names.target,
    names.services,
    clockText(finding.letInAtMs),
    numberText(finding.denials),
    answers[finding.replied],
    names.rule || 'not named',
  ];
}
