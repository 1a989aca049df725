import { numberSetting } from '../../config/number-setting.ts';
import type { Incident } from '../../model/incident.ts';
import { gainedOf, lostOf } from './compare-tried.ts';
import { countTurns } from './messages-by-day.ts';
import type { Sweep } from './parse-sweep.ts';
import { perDay, type SpanOfLogs } from './span-of-logs.ts';
import { heldByBudget, type Trial, type Tried, toldOf, tryOut } from './tried-settings.ts';

/** What became of one value. */
export interface SweptValue {
  readonly value: number;
  readonly isCurrent: boolean;
  /** Why the settings would not be valid with it; null where they are. */
  readonly problem: string | null;
  /** New messages a day. */
  readonly messagesPerDay: number;
  readonly told: number;
  /** Told with the current value, but not with this one; and the other way round. */
  readonly lost: readonly Incident[];
  readonly gained: readonly Incident[];
  readonly heldByBudget: number;
  /** The day's budget had room for all that would have been said. */
  readonly fitsBudget: boolean;
}

/** A sweep on its way: a trial for each valid value, the current one among them. */
export interface SweepTrials {
  readonly setting: string;
  readonly current: number;
  readonly trials: readonly Trial[];
  readonly swept: (span: SpanOfLogs) => readonly SweptValue[];
}

/**
 * Prepares a trial for each value of a sweep.
 *
 * @param text of the settings file
 * @throws Failure `settings-invalid` where there is no such number
 */
export function sweepValues({ setting, values }: Sweep, text: string): SweepTrials {
  const number = numberSetting(text, setting);
  const all = [...new Set([...values, number.value])].sort((a, b) => a - b);
  const tries = all.map((value) => {
    const changed = number.with(value);
    return changed.kind === 'valid'
      ? { value, trial: tryOut(changed.settings), problem: null }
      : { value, trial: null, problem: changed.problem };
  });
  return {
    setting,
    current: number.value,
    trials: tries.flatMap(({ trial }) => trial ?? []),
    swept: (span) => {
      const current = tries.find(({ value }) => value === number.value)?.trial?.tried() ?? null;
      return tries.map(({ value, trial, problem }) => ({
        value,
        isCurrent: value === number.value,
        problem,
        ...outcomeOf(trial?.tried() ?? null, current, span),
      }));
    },
  };
}

function outcomeOf(
  tried: Tried | null,
  current: Tried | null,
  span: SpanOfLogs,
): Omit<SweptValue, 'value' | 'isCurrent' | 'problem'> {
  if (tried === null || current === null) {
    return { messagesPerDay: 0, told: 0, lost: [], gained: [], heldByBudget: 0, fitsBudget: false };
  }
  const held = heldByBudget(tried).length;
  return {
    messagesPerDay: perDay(countTurns(tried.messages).posts, span),
    told: toldOf(tried).length,
    lost: lostOf(current, tried),
    gained: gainedOf(current, tried),
    heldByBudget: held,
    fitsBudget: held === 0,
  };
}
