/** What the daily timer does, in order: roll up whatever changed in the retained hours, then delete what outlived the retention. */

import { type PurgePorts, purgeExpired } from './purge-expired.ts';
import { endedHours, type RollUpDuePorts, rollUpDue } from './roll-up-due.ts';
import type { SweepSettings } from './sweep/account-sweep.ts';

const rollUpMs = 4 * 60_000;
/** Days are purged whole: an hour stays up to two days beyond the retention, and can change until then. */
const daysUntilPurged = 2;

export async function runPurge(
  ports: PurgePorts & RollUpDuePorts,
  { watchedPorts, retentionDays }: Pick<SweepSettings, 'watchedPorts' | 'retentionDays'>,
): Promise<void> {
  const nowMs = ports.clock.now();
  await rollUpDue(ports, watchedPorts, nowMs, endedHours(nowMs, (retentionDays + daysUntilPurged) * 24), rollUpMs);
  await purgeExpired(ports, retentionDays);
}
