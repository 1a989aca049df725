import type { ScoreStep } from '../../model/digest/digest-incident.ts';
import type { Targeted } from '../../model/findings/targeted.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { countText, ordinalText, percentText, pointsText, signedPointsText } from '../count-text.ts';
import { targetLabel } from '../target-label.ts';
import { roundToSum } from './round-to-sum.ts';

/**
 * Explains a targeting score: each part with its points, each factor with what it adds or takes, and the sum. The points as shown add
 * up to the score as shown; parts without points and factors of 1 are left out.
 */
export function scoreWaterfall(finding: Targeted, settings: DetectionSettings): readonly string[] {
  return [
    ...scoreSteps(finding).map(({ points, name, because }) => `${signedPointsText(points)} ${name}: ${because}`),
    `= ${pointsText(finding.score)} of 100: ${boundsText(settings)}`,
  ];
}

/** The steps of the waterfall, with their points as shown: to one decimal, adding up to the score as shown. */
export function scoreSteps(finding: Targeted): readonly ScoreStep[] {
  const steps = [...partSteps(finding), ...factorSteps(finding)].filter(({ points }) => points !== 0);
  const shown = roundToSum(
    steps.map(({ points }) => points),
    finding.score,
  );
  return steps.map((step, index) => ({ ...step, points: shown[index] ?? 0 }));
}

function partSteps({ parts, inputs, targetName, scope }: Targeted): readonly ScoreStep[] {
  const target = targetLabel(targetName);
  return [
    { points: parts.focus, name: 'focus (up to 40)', because: `${countText(inputs.attempts, 'attempt')} on ${target}` },
    { points: parts.ports, name: 'ports (up to 25)', because: `${countText(inputs.ports, 'watched port')} of ${target}` },
    { points: parts.hours, name: 'hours (up to 15)', because: `active there in ${countText(inputs.hours, 'clock hour')} of 24` },
    {
      points: parts.days,
      name: 'days (up to 15)',
      because: `active there for the ${ordinalText(inputs.days)} day${scope === 'prefix' ? ', the most persistent of them' : ''}`,
    },
    { points: parts.rarity, name: 'rarity (up to 5)', because: rarityText(inputs.share) },
    {
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
function factorSteps(finding: Targeted): readonly ScoreStep[] {
  const { parts, inputs, targetName } = finding;
  const worked = `works on ${inputs.targetsWorkedOn} of ${countText(inputs.targetsSeen, 'target')}`;
  const factors = [
    { factor: parts.weightFactor, name: 'weight', because: `the ports weigh ${inputs.weight} of 10` },
    { factor: parts.criticality, name: 'criticality', because: `that of ${targetLabel(targetName)}` },
    { factor: parts.aimFactor, name: 'aim', because: worked },
  ];
  let reached = partSteps(finding).reduce((sum, { points }) => sum + points, 0);
  const steps = factors.map(({ factor, name, because }) => {
    const points = reached * (factor - 1);
    reached += points;
    return { points, name, because: `× ${factorText(factor)}, ${because}` };
  });
  const limited = Math.min(100, reached);
  const scanner = `× ${factorText(parts.scannerFactor)}, it counts for less`;
  return [
    ...steps,
    { points: limited - reached, name: 'limit', because: 'no score is above 100' },
    { points: limited * (parts.scannerFactor - 1), name: 'known scanner', because: scanner },
  ];
}

const factorText = (factor: number): string => String(Number(factor.toFixed(2)));

function boundsText({ bounds: { targeted } }: DetectionSettings): string {
  return `low from ${targeted.low}, medium from ${targeted.medium}, high from ${targeted.high}`;
}
