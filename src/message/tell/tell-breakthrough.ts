import type { Breakthrough } from '../../model/findings/breakthrough.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { andAnswer, answerCells, answerWithAmount } from '../answer-text.ts';
import { countText, listText, numberText, someOf } from '../count-text.ts';
import type { FindingStory, KindWords } from '../finding-story.ts';
import { letInBy, ruleName, ruleToClose } from '../rule-label.ts';
import { serviceLabel } from '../service-label.ts';
import { sourceLabel, sourceWithCountry } from '../source-label.ts';
import { capitalized, targetLabel } from '../target-label.ts';
import { slotText, tableTimeText } from '../time-text.ts';
import { whyLines } from '../why-lines.ts';
import { breakthroughFields } from './breakthrough-fields.ts';

const words: KindWords = {
  one: 'breakthrough',
  many: 'breakthroughs',
  heading: ['Source', 'Where', 'Let in (UTC)', 'Denied before', 'Answer', 'Let in by'],
  summarise: ({ sources, targets }) =>
    `${countText(sources, 'source')} that had been denied ${sources === 1 ? 'was' : 'were'} let in to ${countText(targets, 'target')}`,
  whatToDo:
    'Check who is signed in on these targets now. Close the rules that let in whom you do not know; add the others to expectedSources.',
};

/** Tells a breakthrough in words, for a message made at `nowMs`. Pure; the same finding always reads the same. */
export function tellBreakthrough(finding: Breakthrough, settings: DetectionSettings, nowMs: number): FindingStory {
  const names = nameBreakthrough(finding, settings);
  const { who, target, services } = names;
  const answer = answerWithAmount(finding.replied, finding.packetsReceived, finding.bytesReceived);
  const denials = countText(finding.denials, 'denied attempt');
  const place = `${capitalized(services)} on ${target}`;
  const since = tableTimeText(finding.letInAtMs, nowMs);
  return {
    kind: words,
    headline: `${headline(finding, names)}${finding.replied === 'no' ? ', nothing answered' : ''}`,
    sentence: `${headline(finding, names)} ${slotText(finding.letInAtMs, nowMs)} after ${denials}. ${outcome(finding)}`,
    account: account(finding, answer, nowMs),
    also: headline(finding, names),
    answer: `${place}: ${answer}.`,
    fields: breakthroughFields(finding, settings),
    why: whyLines(finding.why),
    table: null,
    whatToDo: whatToDo(finding, target),
    row: [who, place, since, numberText(finding.denials), answerCells[finding.replied], ruleName(finding.allowedBy)],
    mixedRow: [words.one, who, place, since, `${denials}, then let in; ${answerCells[finding.replied]}`],
  };
}

interface Names {
  readonly who: string;
  readonly target: string;
  /** The services it came through: `RDP and SSH`. */
  readonly services: string;
}

function nameBreakthrough(finding: Breakthrough, settings: DetectionSettings): Names {
  const services = new Set(finding.letInDoors.map((door) => serviceLabel(door, settings)));
  services.add(serviceLabel(finding.door, settings));
  return {
    who: sourceWithCountry(finding.source, finding.country),
    target: targetLabel(finding.targetName),
    services: listText(someOf([...services], 'other service')),
  };
}

/** Only a source that got packets back got in; else it was let in, and more is not known. */
const headline = ({ replied }: Breakthrough, { who, target, services }: Names): string =>
  `${who} ${replied === 'yes' ? 'got into' : 'was let in to'} ${target} by ${services}`;

function outcome({ replied, allowedBy }: Breakthrough): string {
  if (replied === 'yes') return 'Packets came back.';
  if (replied === 'no') return 'Nothing answered.';
  return `${letInBy(allowedBy).replace('let', 'Let')}${andAnswer(replied)}.`;
}

function account({ denials, letInAtMs, allowedBy, replied }: Breakthrough, answer: string, nowMs: number): string {
  const before = `After ${countText(denials, 'denied attempt')}, ${slotText(letInAtMs, nowMs)},`;
  return `${before} it was ${letInBy(allowedBy)}${replied === 'yes' ? ', and' : ';'} ${answer}.`;
}

function whatToDo({ replied, source, allowedBy }: Breakthrough, target: string): string {
  const rule = ruleToClose(allowedBy);
  const expected = `add ${sourceLabel(source)} to expectedSources`;
  if (replied === 'no') return `If you opened ${rule} for it, ${expected}; if not, close it before something answers.`;
  return `Check who is signed in on ${target} now. If it was not one of you, close ${rule}; if it was, ${expected}.`;
}
