/** What the sweep's timer does, in order: count what events missed, roll up the hours that changed, make the histories of days that changed. */
import type { SettingsInUse } from '../model/settings-in-use.ts';
import type { StateStore } from '../ports/state-store.ts';
import { type HistoryPorts, makeHistories } from './make-histories.ts';
import { noteSweep } from './read-health.ts';
import { endedHours, type RollUpDuePorts, rollUpDue } from './roll-up-due.ts';
import { changedHoursRow, readChangedHours } from './state-rows.ts';
import type { SweepPorts, SweepSettings } from './sweep/account-sweep.ts';
import { sweepContainers } from './sweep-containers.ts';

/** Fingerprints of two days are checked at every sweep. */
const checkedHours = 48;
const rollUpMs = 60_000;
const historiesMs = 60_000;

export type RunSweepPorts = SweepPorts & RollUpDuePorts & HistoryPorts;

/** @param accounts the flow-log accounts, as `BlobRef.account` names them */
export async function runSweep(
  ports: RunSweepPorts,
  ingest: Omit<SweepSettings, 'watchedPorts'>,
  { detection, watchedPorts }: Pick<SettingsInUse, 'detection' | 'watchedPorts'>,
  accounts: readonly string[],
): Promise<void> {
  const { changedHours, ...swept } = await sweepContainers(ports, { ...ingest, watchedPorts }, accounts);
  await noteSweep(ports, swept);
  const nowMs = ports.clock.now();
  const hours = new Set([...(await noteChangedHours(ports.state, changedHours, [])), ...endedHours(nowMs, checkedHours)]);
  const settled = await rollUpDue(ports, watchedPorts, nowMs, [...hours], rollUpMs);
  await noteChangedHours(ports.state, [], settled);
  await makeHistories(ports, detection, nowMs, ingest.retentionDays, historiesMs);
}

/** Keeps which hours changed and were not rolled up yet, beyond this run: a backfill changes more than one run can roll up. */
async function noteChangedHours(
  state: StateStore,
  added: readonly string[],
  settled: readonly string[],
): Promise<readonly string[]> {
  for (;;) {
    const { value, version } = await readChangedHours(state);
    const before = value ?? [];
    const hours = [...new Set([...before, ...added])].filter((hour) => !settled.includes(hour)).sort();
    if (hours.join() === before.join() || (await state.write(changedHoursRow, hours, version)) === 'committed') return hours;
  }
}
