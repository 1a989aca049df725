import type { DetectionSettings } from '../../model/settings.ts';
import type { WrittenProblem } from '../written-problem.ts';

/** The gravest score there can be: all points, times the factor of the port's weight, times the criticality of the target. */
const mostPoints = 100;
const weightFactor = (weight: number): number => 0.6 + 0.06 * weight;

/** Bounds and budgets that nothing can reach. */
export function deadBounds(settings: DetectionSettings): readonly WrittenProblem[] {
  return [...scoresOutOfReach(settings), ...uselessBudgets(settings)];
}

function scoresOutOfReach({ watchedPorts, targets, bounds, findings }: DetectionSettings): readonly WrittenProblem[] {
  if (findings.targeted === 'off') return [];
  const weight = watchedPorts.reduce((most, port) => Math.max(most, port.weight), 0);
  const criticality = targets.reduce((most, target) => Math.max(most, target.criticality), 1);
  const best = Math.min(mostPoints, mostPoints * weightFactor(weight) * criticality);
  return (['low', 'medium', 'high'] as const).flatMap((name) =>
    bounds.targeted[name] <= best
      ? []
      : [
          {
            path: ['targeted', name],
            text: `is ${bounds.targeted[name]}, which no source can reach: with a highest weight of ${weight} scores end at ${roundedDown(best)}`,
          },
        ],
  );
}

/** Sums of decimal fractions come out a little short of whole numbers. */
const roundedDown = (score: number): number => Math.floor(score + 1e-9);

/** Who lowers `perDay` alone means the whole; only a part that was set itself is meant. */
const usualBudget: Readonly<Record<'targeted' | 'low', number>> = { targeted: 4, low: 3 };

function uselessBudgets({ budget }: DetectionSettings): readonly WrittenProblem[] {
  return (['targeted', 'low'] as const).flatMap((part) =>
    budget[part] <= budget.perDay || budget[part] === usualBudget[part]
      ? []
      : [
          {
            path: ['budget', part],
            text: `is ${budget[part]}, more than perDay (${budget.perDay}), which is met first`,
          },
        ],
  );
}
