import { pairRowsOf } from '../../src/detect/history/find-in-history.ts';
import { targetKey } from '../../src/detect/target-identity.ts';
import type { Target } from '../../src/model/facts.ts';
import type { DayHistory } from '../../src/model/history.ts';

/** What a source tried at a target, denied or allowed, on watched ports. */
export interface TargetAttempts {
  readonly target: Target;
  readonly attempts: number;
  /** UTC days on which it was active there. */
  readonly days: number;
}

/** A source's attempts by target over some days. Attempts on a target count only on days with at least three. */
export function attemptsByTarget(histories: readonly DayHistory[], source: string): TargetAttempts[] {
  const sums = new Map<string, TargetAttempts>();
  for (const history of histories) {
    for (const [index, attempts] of attemptsOfDay(history, source)) {
      const target = history.targets[index];
      if (target === undefined) continue;
      const known = sums.get(targetKey(target)) ?? { attempts: 0, days: 0 };
      sums.set(targetKey(target), { target, attempts: known.attempts + attempts, days: known.days + 1 });
    }
  }
  return [...sums.values()];
}

/** UTC days on which a source was active at a target: those with at least three attempts. */
export function activeDays(histories: readonly DayHistory[], source: string, target: Target): number {
  const key = targetKey(target);
  return attemptsByTarget(histories, source).find((entry) => targetKey(entry.target) === key)?.days ?? 0;
}

/** By index of the target. */
function attemptsOfDay(history: DayHistory, source: string): Map<number, number> {
  const sums = new Map<number, number>();
  const [from, to] = pairRowsOf(history, source);
  const { target, attempts } = history.pairs;
  for (let row = from; row < to; row++) {
    const index = target[row] ?? 0;
    sums.set(index, (sums.get(index) ?? 0) + (attempts[row] ?? 0));
  }
  return sums;
}
