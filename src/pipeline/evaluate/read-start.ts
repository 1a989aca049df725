import type { StartState } from '../../model/detection-input.ts';
import type { Installation } from '../../model/installation.ts';
import type { StateStore } from '../../ports/state-store.ts';
import { hourMs } from '../../read/hours.ts';
import { readBackfillState, readSweepState } from '../state-rows.ts';
import { oldestWindowHour } from './read-window.ts';

/** The first message is a matter of the first day. */
const startMs = 24 * hourMs;

/**
 * What the first message needs to know of the installation.
 *
 * @param accounts the flow-log accounts that are watched
 * @returns null where none is, before the first sweep has listed a flow log, and a day after it
 */
export async function readStart(
  state: StateStore,
  accounts: readonly string[],
  installation: Installation,
  nowMs: number,
): Promise<StartState | null> {
  const installedAtMs = Math.min(...Object.values(installation));
  if (accounts.length === 0 || !Number.isFinite(installedAtMs) || nowMs - installedAtMs >= startMs) return null;
  const areRead = await Promise.all(accounts.map((account) => isDayRead(state, account, installedAtMs)));
  return { installedAtMs, flowLogs: Object.keys(installation).length, isComplete: areRead.every(Boolean) };
}

/** The backfill goes from the newest hour to the oldest: the last day is read once it is beyond it. An account without flow logs has nothing to read. */
async function isDayRead(state: StateStore, account: string, installedAtMs: number): Promise<boolean> {
  const [sweep, backfill] = await Promise.all([readSweepState(state, account), readBackfillState(state, account)]);
  if (sweep.value?.flowLogs.length === 0) return true;
  const { value } = backfill;
  return value !== null && (value.nextHour < oldestWindowHour(installedAtMs) || value.nextHour < value.oldestHour);
}
