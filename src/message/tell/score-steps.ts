import type { ScoreParts, Targeted } from '../../model/findings/targeted.ts';
import { countText, ordinalText, percentText } from '../count-text.ts';
import { targetLabel } from '../target-label.ts';

/** What the steps of a score are read from. */
export type ScoreTold = Pick<Targeted, 'parts' | 'inputs' | 'targetName' | 'scope'>;

/** One step on the way to a score: what it adds or takes, and why. */
export interface ScoreStep {
  readonly part: keyof ScoreParts | 'limit';
  /** Unrounded; less than 0 where it takes away. */
  readonly points: number;
  readonly name: string;
  readonly because: string;
}

/** All steps to a score in order, those that change nothing too: six parts, then the factors and the limit. Their points add up to the score. */
export const scoreSteps = (scored: ScoreTold): readonly ScoreStep[] => [...partSteps(scored), ...factorSteps(scored)];

function partSteps({ parts, inputs, targetName, scope }: ScoreTold): readonly ScoreStep[] {
  const target = targetLabel(targetName);
  return [
    {
      part: 'focus',
      points: parts.focus,
      name: 'focus (up to 40)',
      because: `${countText(inputs.attempts, 'attempt')} on ${target}`,
    },
    {
      part: 'ports',
      points: parts.ports,
      name: 'ports (up to 25)',
      because: `${countText(inputs.ports, 'watched port')} of ${target}`,
    },
    {
      part: 'hours',
      points: parts.hours,
      name: 'hours (up to 15)',
      because: `active there in ${countText(inputs.hours, 'clock hour')} of 24`,
    },
    {
      part: 'days',
      points: parts.days,
      name: 'days (up to 15)',
      because: `active there for the ${ordinalText(inputs.days)} day${scope === 'prefix' ? ', the most persistent of them' : ''}`,
    },
    { part: 'rarity', points: parts.rarity, name: 'rarity (up to 5)', because: rarityText(inputs.share) },
    {
      part: 'company',
      points: parts.company,
      name: 'company (up to 15)',
      because: `${countText(inputs.company, 'source')} of this network at this door`,
    },
  ];
}

function rarityText(share: number | null): string {
  if (share === null || share === 0) return 'nobody else was denied on this port';
  return `${percentText(share)} of all other denials are on this port`;
}

/** Each factor acts on what the steps before it came to; a known scanner's on what the limit leaves. */
function factorSteps(scored: ScoreTold): readonly ScoreStep[] {
  const { parts, inputs, targetName } = scored;
  const worked = `works on ${inputs.targetsWorkedOn} of ${countText(inputs.targetsSeen, 'target')}`;
  const factors = [
    { part: 'weightFactor', factor: parts.weightFactor, name: 'weight', because: `the ports weigh ${inputs.weight} of 10` },
    { part: 'criticality', factor: parts.criticality, name: 'criticality', because: `that of ${targetLabel(targetName)}` },
    { part: 'aimFactor', factor: parts.aimFactor, name: 'aim', because: worked },
  ] as const;
  let reached = partSteps(scored).reduce((sum, { points }) => sum + points, 0);
  const steps = factors.map(({ part, factor, name, because }) => {
    const points = reached * (factor - 1);
    reached += points;
    return { part, points, name, because: `× ${factorText(factor)}, ${because}` };
  });
  const limited = Math.min(100, reached);
  const scanner = `× ${factorText(parts.scannerFactor)}, it counts for less`;
  return [
    ...steps,
    { part: 'limit', points: limited - reached, name: 'limit', because: 'no score is above 100' },
    { part: 'scannerFactor', points: limited * (parts.scannerFactor - 1), name: 'known scanner', because: scanner },
  ];
}

const factorText = (factor: number): string => String(Number(factor.toFixed(2)));
