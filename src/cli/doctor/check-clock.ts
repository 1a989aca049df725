import { plural } from '../plural.ts';
import { type Check, checksOf } from './check.ts';

const { well, wrong, skipped } = checksOf('Clock');
/** Storage refuses signatures that are 15 minutes off, Slack's presses of buttons 5. */
const offMs = 120_000;

/**
 * Compares the clock of this machine with that of storage.
 *
 * @param localMs real time here, at the moment of the answer
 * @param serviceTimeMs storage's time in whole seconds; null where it did not answer
 * @param eventClockMs event time, where the settings give it a course of its own, else null
 */
export function checkClock(localMs: number, serviceTimeMs: number | null, eventClockMs: number | null): readonly Check[] {
  const own =
    eventClockMs === null
      ? []
      : [
          skipped(
            'KNOCKWATCH_CLOCK',
            `event time is ${new Date(eventClockMs).toISOString()}`,
            'A clock of its own is for simulated and played logs only: remove KNOCKWATCH_CLOCK in Azure.',
          ),
        ];
  const tried = 'Compare with the clock of storage';
  if (serviceTimeMs === null) return [...own, skipped(tried, 'not tried, storage did not answer')];
  const difference = Math.abs(localMs - serviceTimeMs);
  if (difference <= offMs) return [...own, well(tried, 'they agree')];
  const found = `this machine is ${plural(Math.round(difference / 1000), 'second')} ${localMs > serviceTimeMs ? 'ahead' : 'behind'}`;
  return [
    ...own,
    wrong(tried, found, 'Set the clock of this machine (switch on network time): signatures and ages depend on it.'),
  ];
}
