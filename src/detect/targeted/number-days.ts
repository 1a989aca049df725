import type { DayHistory } from '../../model/history.ts';
import type { Detection } from '../detection.ts';
import { dayNumber, dayOfSlot } from '../history/last-days.ts';
import type { StandsFor } from './stand-for.ts';
import { hourNumber, slotsOfHours } from './window-hours.ts';

/** The history with targets numbered as in the view, those that the view does not have after them. */
export interface NumberedDays {
  /** From the index of a target in the view to the number of what it stands for. */
  readonly groupOf: Uint32Array;
  /** Oldest first. */
  readonly days: readonly NumberedDay[];
  readonly targetCount: number;
  /** From the number of a clock hour of the window to the place of its day in `days`, -1 for a day without history. */
  readonly dayOfHour: Int8Array;
}

export interface NumberedDay {
  readonly history: DayHistory;
  /** From the index of a target in the history to its number. */
  readonly numberOf: Uint32Array;
}

/** Numbers the targets of the days that detection looks back on; those that stand for the same have one number. */
export function numberDays({ view, window, days: histories }: Detection, standsFor: StandsFor): NumberedDays {
  const numbers = new Map<string, number>();
  for (const [number, { target }] of view.targets.entries()) {
    const key = standsFor(target);
    if (!numbers.has(key)) numbers.set(key, number);
  }
  const groupOf = Uint32Array.from(view.targets, ({ target }) => numbers.get(standsFor(target)) ?? 0);
  let count = view.targets.length;
  const days = histories.map((history) => {
    const numberOf = Uint32Array.from(history.targets, (target) => {
      const key = standsFor(target);
      const number = numbers.get(key) ?? count++;
      numbers.set(key, number);
      return number;
    });
    return { history, numberOf };
  });
  const dayOfHour = new Int8Array(32).fill(-1);
  for (const slot of slotsOfHours(window)) {
    dayOfHour[hourNumber(slot)] = histories.findIndex(({ day }) => dayNumber(day) === dayOfSlot(slot));
  }
  return { groupOf, days, targetCount: count, dayOfHour };
}
