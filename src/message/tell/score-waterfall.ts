import type { ScoreStep } from '../../model/digest/digest-incident.ts';
import type { Targeted } from '../../model/findings/targeted.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { pointsText, signedPointsText } from '../count-text.ts';
import { roundToSum } from './round-to-sum.ts';
import { scoreSteps } from './score-steps.ts';

/**
 * Explains a targeting score: each part with its points, each factor with what it adds or takes, and the sum. The points as shown add
 * up to the score as shown; parts without points and factors of 1 are left out.
 */
export function scoreWaterfall(finding: Targeted, settings: DetectionSettings): readonly string[] {
  return [
    ...shownSteps(finding).map(({ points, name, because }) => `${signedPointsText(points)} ${name}: ${because}`),
    `= ${pointsText(finding.score)} of 100: ${boundsText(settings)}`,
  ];
}

/** The steps of the waterfall, with their points as shown: to one decimal, adding up to the score as shown. */
export function shownSteps(finding: Targeted): readonly ScoreStep[] {
  const steps = scoreSteps(finding).filter(({ points }) => points !== 0);
  const shown = roundToSum(
    steps.map(({ points }) => points),
    finding.score,
  );
  return steps.map(({ name, because }, index) => ({ points: shown[index] ?? 0, name, because }));
}

function boundsText({ bounds: { targeted } }: DetectionSettings): string {
  return `low from ${targeted.low}, medium from ${targeted.medium}, high from ${targeted.high}`;
}
