/** The backfill: on first start the retained past is read, newest hour first, a few minutes at a time. */
import type { BackfillState, ListedFlowLog } from '../../model/sweep-state.ts';
import { hourBefore, hourMs, hourOf, hoursBetween } from '../../read/hours.ts';
import { backfillRow, readBackfillState, readPurgedThrough } from '../state-rows.ts';
import type { AccountSweep } from './account-sweep.ts';
import { sweepHour } from './sweep-hour.ts';

/** Of each sweep's five minutes so much goes to the past. */
const mostMs = 3 * 60_000;
const hoursBetweenNotes = 24;

/**
 * Reads hours of the retained past until the time is up or something fails that may pass, and keeps how far it came; nothing is skipped.
 *
 * @param newest the newest hour the ordinary sweep leaves to it
 */
export async function backfill(sweep: AccountSweep, flowLogs: readonly ListedFlowLog[], newest: string): Promise<void> {
  const { ports, account, tally } = sweep;
  if (flowLogs.length === 0) return;
  const stored = await readBackfillState(ports.state, account);
  let state = stored.value ?? (await begin(sweep, newest));
  let version = stored.version;
  const untilMs = ports.wallClock.now() + mostMs;
  let read = 0;
  while (state.nextHour >= state.oldestHour && ports.wallClock.now() < untilMs) {
    if (!(await sweepHour(sweep, flowLogs, state.nextHour))) break;
    state = { ...state, nextHour: hourBefore(state.nextHour) };
    tally.backfilled++;
    if (++read % hoursBetweenNotes > 0) continue;
    if ((await ports.state.write(backfillRow(account), state, version)) === 'conflict') return;
    version = (await readBackfillState(ports.state, account)).version;
  }
  if (read > 0 || stored.value === null) await ports.state.write(backfillRow(account), state, version);
  tally.backfillLeft += hoursBetween(state.oldestHour, state.nextHour).length;
}

/**
 * Where it is not known up to which hour all is complete though the past was read before (the sweep's row was lost), it is read again. Kept
 * before the sweep's own row is: a process that ends between the two begins once more.
 */
export async function beginBackfill(sweep: AccountSweep, newest: string): Promise<void> {
  const { state } = sweep.ports;
  const { version } = await readBackfillState(state, sweep.account);
  if (version !== null) await state.write(backfillRow(sweep.account), await begin(sweep, newest), version);
}

async function begin({ ports, settings, nowMs }: AccountSweep, newest: string): Promise<BackfillState> {
  const { hour: purgedThrough } = await readPurgedThrough(ports.state);
  const retained = hourOf(nowMs - settings.retentionDays * 24 * hourMs);
  const [oldestHour = retained] = [retained, purgedThrough].sort().toReversed();
  return { nextHour: newest, oldestHour, hours: hoursBetween(oldestHour, newest).length };
}
