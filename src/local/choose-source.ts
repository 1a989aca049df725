import { embeddedDatabasePath, openMaxmindCountries } from '../adapters/maxmind/maxmind-countries.ts';
import { hourOf, hourStartMs } from '../read/hours.ts';
import type { Arguments } from './parse-arguments.ts';
import { playedLogs } from './play/played-logs.ts';
import { simulatedLogs } from './simulate/simulated-logs.ts';
import type { LogSource } from './write/log-source.ts';

/**
 * The logs that this run writes: the user's own, or a simulated internet that begins with the current hour; null where a real account is watched.
 *
 * @throws Failure `unreadable-path` for logs that cannot be read.
 */
export async function chooseSource({ logs, seed, storage, history }: Arguments, nowMs: number): Promise<LogSource | null> {
  if (storage !== null) return null;
  if (logs.length > 0) return playedLogs(logs);
  const countries = await openMaxmindCountries(embeddedDatabasePath());
  const isAllocated = (address: string): boolean => countries.countryOf(address) !== '';
  return simulatedLogs({ seed, originMs: hourStartMs(hourOf(nowMs)), isAllocated }, history);
}
