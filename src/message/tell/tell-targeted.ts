import type { Targeted } from '../../model/findings/targeted.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { cleanText } from '../clean-text.ts';
import { countText, ordinalText } from '../count-text.ts';
import { countryName } from '../country-label.ts';
import type { FindingStory, KindWords } from '../finding-story.ts';
import { networkOfSource } from '../network-of-source.ts';
import { sourceLabel } from '../source-label.ts';
import { serviceOnTarget, targetLabel } from '../target-label.ts';
import { tableTimeText } from '../time-text.ts';
import { scoreWaterfall } from './score-waterfall.ts';
import { shapeText, targetedFields } from './targeted-fields.ts';

/** Ports of the top target from which on they are told as such, not by the name of one. */
const manyPorts = 4;

const words: KindWords = {
  one: 'source that aims at you',
  many: 'sources that aim at you',
  heading: ['Score', 'Source', 'Where', 'How much', 'Shape'],
  summarise: ({ findings, targets }) =>
    `${countText(findings, 'source')} ${findings === 1 ? 'aims' : 'aim'} at ${countText(targets, 'target')}`,
  whatToDo: 'These attempts were denied: see that no rule lets these sources in. Add scanners that you know to knownScanners.',
};

/** Tells in words that someone aims at this network, for a message made at `nowMs`. */
export function tellTargeted(finding: Targeted, settings: DetectionSettings, nowMs: number): FindingStory {
  const { score } = finding;
  const who = whoText(finding);
  const place = placeText(finding, settings);
  const effort = effortText(finding);
  const door = serviceOnTarget(finding.door, finding.targetName, settings);
  return {
    kind: words,
    headline: `${place} ${isAre(finding)} being worked on from ${who}`,
    sentence: `${place} ${isAre(finding)} being worked on from ${who}: ${effort}.`,
    account: `${effort.replace('attempt', 'denied attempt')}. Score ${Math.round(score)} of 100.`,
    also: `worked on from ${who}`,
    answer: null,
    fields: targetedFields(finding, settings),
    why: scoreWaterfall(finding, settings),
    table: null,
    whatToDo: whatToDo(finding),
    row: [String(Math.round(score)), who, door, effort, shapeText(finding)],
    mixedRow: [words.one, who, door, tableTimeText(finding.openedAtMs, nowMs), effort],
  };
}

function whoText({ source, country, scanner }: Targeted): string {
  const label = cleanText(scanner, 40);
  const notes = [countryName(country), label === '' ? '' : `known scanner ${label}`].filter((note) => note !== '');
  return notes.length === 0 ? sourceLabel(source) : `${sourceLabel(source)} (${notes.join(', ')})`;
}

/** What is worked on, by its shape: a service of a target, many ports of one target, or one port of many. */
function placeText({ door, targetName, inputs, portsTouched, targetsTouched }: Targeted, settings: DetectionSettings): string {
  if (inputs.ports >= manyPorts) return `${countText(inputs.ports, 'port')} of ${targetLabel(targetName)}`;
  const place = serviceOnTarget(door, targetName, settings);
  if (portsTouched === 1 && targetsTouched > 1) return `${place} and ${countText(targetsTouched - 1, 'other target')}`;
  return place;
}

const isAre = ({ inputs }: Targeted): string => (inputs.ports >= manyPorts ? 'are' : 'is');

function effortText({ inputs, scope, memberCount }: Targeted): string {
  const by = scope === 'prefix' ? ` by ${countText(memberCount, 'address', 'addresses')}` : '';
  return `${countText(inputs.attempts, 'attempt')}${by} over ${countText(inputs.hours, 'hour')}, ${ordinalText(inputs.days)} day`;
}

function whatToDo({ source, scope, scanner }: Targeted): string {
  if (scanner !== '')
    return 'Nothing, if you know of this scan: these attempts were denied. If not, ask whoever runs the scanner to leave you out.';
  const network = scope === 'prefix' ? source : networkOfSource(source);
  const where = sourceLabel(network === '' ? source : network);
  return `These attempts were denied: see that no rule lets ${where} in. If it is yours, add it to expectedSources; if you know it as a scanner, to knownScanners.`;
}
