import type { Bounds } from '../../model/settings.ts';
import { countText } from '../words/count-text.ts';
import { portText } from '../words/port-text.ts';
import type { Scored } from './judge-suspect.ts';
import { mostPoints, pointsOf } from './score-parts.ts';

/**
 * Says why a suspect has its score: the severity with its bounds, each part that gave points, the factors; last, where it holds, why it is
 * for the digest only.
 */
export function explainScore(scored: Scored, targetName: string, bounds: Bounds['targeted'], isOnlyTarget: boolean): string[] {
  return [
    severitySentence(scored.score, bounds),
    ...partSentences(scored, targetName),
    ...factorSentences(scored),
    ...onlyTarget(isOnlyTarget),
  ];
}

function severitySentence(score: number, { low, medium, high }: Bounds['targeted']): string {
  const [name, bound] = score >= high ? ['High', high] : score >= medium ? ['Medium', medium] : ['Low', low];
  return `${name}, because the targeting score is ${oneDecimal(score)} of 100 (${bound} or more; low begins at ${low}, medium at ${medium}, high at ${high}).`;
}

function partSentences({ parts, inputs, mainPorts, scope }: Scored, targetName: string): string[] {
  const [top] = mainPorts;
  const port = portText(top?.port ?? 0, top?.protocol ?? 0);
  const sentences: readonly (readonly [keyof typeof mostPoints, string])[] = [
    ['focus', `${countText(inputs.attempts, 'denied attempt')} on ${targetName} (none up to 10, all from 100)`],
    ['ports', `${countText(inputs.ports, 'watched port')} tried there (none for 1, all from 8)`],
    ['hours', `active there in ${countText(inputs.hours, 'clock hour')} of the last 24 (none up to 2, all from 12)`],
    [
      'days',
      `active there on ${countText(inputs.days, 'day')} of the last 14${scope === 'prefix' ? ', by its most persistent source' : ''} (none for 1, all from 4)`,
    ],
    ['rarity', `${port} has ${percent(inputs.share ?? 0)} of all others' denials (none from 12.5 %, all up to 0.8 %)`],
    ['company', `${countText(inputs.company, 'source')} of this network at ${port} of ${targetName} (none up to 4, all from 30)`],
  ];
  return sentences
    .filter(([part]) => parts[part] > 0)
    .map(([part, sentence]) => `${oneDecimal(parts[part])} of ${mostPoints[part]} points: ${sentence}.`);
}

function factorSentences({ parts, inputs, scanner }: Scored): string[] {
  const factors = [
    `${twoDecimals(parts.weightFactor)} for weight ${inputs.weight} of the ports`,
    ...(parts.criticality === 1 ? [] : [`${twoDecimals(parts.criticality)} for the target's criticality`]),
    `${twoDecimals(parts.aimFactor)} for aim (it works on ${countText(inputs.targetsWorkedOn, 'target')}; ${inputs.targetsSeen} turned someone away in the last 24 hours)`,
  ];
  const known = `It belongs to the known scanner ${scanner}, whose score counts ${parts.scannerFactor} times.`;
  return [
    `${oneDecimal(pointsOf(parts))} points together, multiplied by ${listText(factors)}; 100 at most.`,
    ...(scanner === '' ? [] : [known]),
  ];
}

function onlyTarget(isOnlyTarget: boolean): string[] {
  return isOnlyTarget
    ? [
        'Only one target is reached from the internet, so that nobody can tell whether this is aimed at you or at everyone: it is for the digest only.',
      ]
    : [];
}

function listText(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

const oneDecimal = (value: number): string => String(Number(value.toFixed(1)));
const twoDecimals = (value: number): string => String(Number(value.toFixed(2)));
const percent = (share: number): string => `${oneDecimal(share * 100)} %`;
