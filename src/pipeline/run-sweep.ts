/** What the sweep's timer does, in order: count what events missed, roll up the hours that changed, make the histories of days that changed. */
import type { DetectionSettings } from '../model/settings.ts';
import type { SweepPorts, SweepSettings } from './account-sweep.ts';
import { type HistoryPorts, makeHistories } from './make-histories.ts';
import { noteSweep } from './read-health.ts';
import { endedHours, type RollUpDuePorts, rollUpDue } from './roll-up-due.ts';
import { sweepContainers } from './sweep-containers.ts';

/** Fingerprints of two days are checked at every sweep. */
const checkedHours = 48;
const rollUpMs = 60_000;
const historiesMs = 60_000;

export type RunSweepPorts = SweepPorts & RollUpDuePorts & HistoryPorts;

/** @param accounts the flow-log accounts, as `BlobRef.account` names them */
export async function runSweep(
  ports: RunSweepPorts,
  settings: SweepSettings,
  detection: DetectionSettings,
  accounts: readonly string[],
): Promise<void> {
  const { changedHours, ...swept } = await sweepContainers(ports, settings, accounts);
  await noteSweep(ports, swept);
  const nowMs = ports.clock.now();
  await rollUpDue(ports, settings.watchedPorts, nowMs, [...changedHours, ...endedHours(nowMs, checkedHours)], rollUpMs);
  await makeHistories(ports, detection, nowMs, settings.retentionDays, historiesMs);
}
