import pc from 'picocolors';
import { azureIngestStore, ingestTable } from '../adapters/azure-table/azure-ingest-store.ts';
import { eventClock } from '../adapters/clocks.ts';
import { storageClients } from '../adapters/storage-clients.ts';
import { processEnvironment } from '../config/process-environment.ts';
import { readHostSettings } from '../config/read-app-settings.ts';
import { hoursOfDay } from '../read/hours.ts';
import type { CountsReport } from './counts-report.ts';
import { countsText } from './counts-text.ts';
import { checkDay, compactDay } from './day.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readCounts } from './read-counts.ts';
import { columnsToFit, write } from './terminal.ts';

export interface CountsOptions {
  readonly json?: boolean;
}

/**
 * Prints what storage holds for a day (UTC), live hours included. The account is that of the app settings in the environment.
 *
 * @param named `2026-11-21`; today where it is left out
 * @throws Failure `settings-invalid`, `storage-unavailable`, `storage-refused`
 */
export async function countsCommand(named: string | undefined, options: CountsOptions): Promise<ExitCode> {
  if (named !== undefined) checkDay(named);
  const settings = readHostSettings(processEnvironment());
  const day = named ?? new Date(eventClock(settings.eventClock).now()).toISOString().slice(0, 10);
  const clients = storageClients(settings.hostStorage, 'AzureWebJobsStorage');
  const counts = await readCounts(azureIngestStore(clients.tableClient(ingestTable)), hoursOfDay(compactDay(day)));
  await write(process.stdout, options.json === true ? `${JSON.stringify({ day, ...counts }, null, 2)}\n` : dayText(day, counts));
  return exitCode.ok;
}

const dayText = (day: string, counts: CountsReport): string =>
  `\n ${pc.bold(`${day} (UTC)`)}\n\n${countsText(counts, columnsToFit())}\n`;
