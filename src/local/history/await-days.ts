import { setTimeout } from 'node:timers/promises';
import type { HourStore } from '../../ports/hour-store.ts';

/** How often the tables are asked, and how long at most, real ms. */
const askMs = 5000;
const mostMs = 60_000;
/** What is usual is known from three days on; the older ones follow. */
const daysNeeded = 3;

/** Waits until the newest whole days of some hours have their histories, as far as they come in time. Never rejects. */
export async function awaitDays(
  store: Pick<HourStore, 'readHistorySummary'>,
  hours: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const days = wholeDays(hours).slice(-daysNeeded);
  for (let waitedMs = 0; waitedMs < mostMs && !signal.aborted; waitedMs += askMs) {
    const made = await Promise.all(days.map((day) => store.readHistorySummary(day))).catch(() => [null]);
    if (made.every((summary) => summary !== null)) return;
    await setTimeout(askMs, null, { signal }).catch(() => {});
  }
}

/** Days (`20261121`) of which all 24 hours are listed, oldest first. */
const wholeDays = (hours: readonly string[]): readonly string[] =>
  [...Map.groupBy(hours, (hour) => hour.slice(0, 8))]
    .filter(([, ofDay]) => ofDay.length === 24)
    .map(([day]) => day)
    .sort();
