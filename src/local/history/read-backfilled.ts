import { readBackfillState } from '../../pipeline/state-rows.ts';
import type { StateStore } from '../../ports/state-store.ts';

/**
 * How many of the hours of history the backfill of an account has left behind it; it goes from the newest to the oldest and notes each
 * day's worth.
 *
 * @param hours `2026112123`, in any order
 */
export async function readBackfilled(state: StateStore, account: string, hours: readonly string[]): Promise<number> {
  const { value } = await readBackfillState(state, account);
  return value === null ? 0 : hours.filter((hour) => hour > value.nextHour).length;
}
