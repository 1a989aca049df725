/** The sweep: events are hints, listings are the truth. Blobs whose version was not read to its end are ingested. */
import type { ListedFlowLog, SweepState } from '../model/sweep-state.ts';
import { dayOf, hourAfter, hourMs, hourOf, hourStartMs, hoursBetween, hoursUpTo } from '../read/hours.ts';
import { flowLogContainers } from '../read/stream-of-blob.ts';
import { settledAfterMs } from './ingest-blob.ts';
import { noteFlowLogs } from './read-installation.ts';
import { readSweepState, type StateRow, sweepRow } from './state-rows.ts';
import type { AccountSweep, SweepOutcome, SweepPorts, SweepSettings } from './sweep/account-sweep.ts';
import { backfill, beginBackfill } from './sweep/backfill.ts';
import { attempt, sweepHour } from './sweep/sweep-hour.ts';

/** On first start these hours are read at once, the retained past behind them. */
const liveHours = 3;
/** Once a day so many hours are listed again, for blobs that came late or were written anew. */
const lookBackHours = 7 * 24;
const flowLogsListedForMs = hourMs;
/**
 * Lists, account by account, the blobs of every hour that is not known to be complete, and ingests those whose version differs from their
 * cursor's; once a day also those of the last seven days; then, for at most three minutes, the retained past.
 *
 * What fails (an account that does not answer, a blob) does not keep the rest from being read; it is logged, counted, and tried again by
 * the next sweep.
 */
export async function sweepContainers(
  ports: SweepPorts,
  settings: SweepSettings,
  accounts: readonly string[],
): Promise<SweepOutcome> {
  const tally = { flowLogs: 0, listed: 0, behind: 0, ingested: 0, failed: 0, backfilled: 0, backfillLeft: 0 };
  const changed = new Set<string>();
  const nowMs = ports.clock.now();
  for (const account of accounts) {
    const sweep: AccountSweep = { ports, settings, account, nowMs, tally, changed, passing: { failed: 0 } };
    await attempt(sweep, `sweep ${account}`, () => sweepAccount(sweep), null);
  }
  ports.log.info('sweep', tally);
  return { ...tally, changedHours: [...changed].sort() };
}

async function sweepAccount(sweep: AccountSweep): Promise<void> {
  const { ports, account, nowMs, tally } = sweep;
  const stored = await readSweepState(ports.state, account);
  const flowLogs = await currentFlowLogs(sweep, stored.value);
  tally.flowLogs += flowLogs.length;
  await noteFlowLogs(ports.state, flowLogs.map(nameOf), nowMs);
  const begun = stored.value?.completeThroughHour ?? hourOf(nowMs - liveHours * hourMs);
  const completeThroughHour = await sweepHours(sweep, flowLogs, begun);
  const lookedBackOn = await lookBack(sweep, flowLogs, stored.value, completeThroughHour);
  const listedBeforeMs = stored.value?.flowLogsListedAtMs ?? 0;
  const listedAtMs = nowMs - listedBeforeMs < flowLogsListedForMs ? listedBeforeMs : nowMs;
  if (stored.value === null) await beginBackfill(sweep, begun);
  await keepState(sweep, stored, { completeThroughHour, flowLogs, flowLogsListedAtMs: listedAtMs, lookedBackOn });
  await backfill(sweep, flowLogs, begun);
}

/** As `Stream.flowLog` names it. */
const nameOf = ({ prefix }: ListedFlowLog): string => prefix.replace(/\/$/, '').toUpperCase();

/** Flow logs are listed once an hour; a container in which none was seen, each time. */
async function currentFlowLogs(
  { ports, account, nowMs }: AccountSweep,
  state: SweepState | null,
): Promise<readonly ListedFlowLog[]> {
  const isFresh = state !== null && nowMs - state.flowLogsListedAtMs < flowLogsListedForMs;
  const known = Map.groupBy(isFresh ? state.flowLogs : [], ({ container }) => container);
  const missing = Object.values(flowLogContainers).filter((container) => !known.has(container));
  const lists = await Promise.all(
    missing.map(async (container) =>
      (await ports.blobs.listFlowLogs(account, container)).map((prefix) => ({ container, prefix })),
    ),
  );
  return [...(isFresh ? state.flowLogs : []), ...lists.flat()];
}

/** Sweeps every hour behind `begun` up to now, newest first; returns up to which hour all is complete. */
async function sweepHours(sweep: AccountSweep, flowLogs: readonly ListedFlowLog[], begun: string): Promise<string> {
  const hours = hoursBetween(hourAfter(begun), hourOf(sweep.nowMs));
  const complete = new Set<string>();
  for (const hour of hours.toReversed()) {
    const isRead = await sweepHour(sweep, flowLogs, hour);
    if (isRead && sweep.nowMs >= hourStartMs(hour) + hourMs + settledAfterMs) complete.add(hour);
  }
  const firstOpen = hours.findIndex((hour) => !complete.has(hour));
  return firstOpen <= 0 ? begun : (hours[firstOpen - 1] ?? begun);
}

/** Once a day the last week is listed again. */
async function lookBack(
  sweep: AccountSweep,
  flowLogs: readonly ListedFlowLog[],
  state: SweepState | null,
  through: string,
): Promise<string> {
  const today = dayOf(hourOf(sweep.nowMs));
  if (state === null || state.lookedBackOn === today) return today;
  const failedBefore = sweep.passing.failed;
  for (const hour of hoursUpTo(sweep.nowMs, lookBackHours)) if (hour <= through) await sweepHour(sweep, flowLogs, hour);
  return sweep.passing.failed === failedBefore ? today : state.lookedBackOn;
}

/** Where another instance wrote meanwhile, its state stays: hours it calls complete are. */
async function keepState({ ports, account }: AccountSweep, stored: StateRow<SweepState>, state: SweepState): Promise<void> {
  await ports.state.write(sweepRow(account), state, stored.version);
}
