import type { DetectionSettings } from '../../model/settings.ts';
import type { WrittenProblem } from '../written-problem.ts';

/** Suppressions that have ended. */
export function expiredSuppressions({ suppressions }: DetectionSettings, nowMs: number): readonly WrittenProblem[] {
  return suppressions.flatMap(({ expiresAtMs }, i) =>
    expiresAtMs >= nowMs
      ? []
      : [{ path: ['suppressions', i, 'expires'], text: `ended on ${dayOf(expiresAtMs)}, so it silences nothing any more` }],
  );
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
