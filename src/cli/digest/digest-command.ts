import { azureHourStore, hoursTable } from '../../adapters/azure-table/azure-hour-store.ts';
import { azureIncidentStore, incidentsTable } from '../../adapters/azure-table/azure-incident-store.ts';
import { azureIngestStore, ingestTable } from '../../adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore, stateTable } from '../../adapters/azure-table/azure-state-store.ts';
import { eventClock, wallClock } from '../../adapters/clocks.ts';
import { embeddedDatabasePath, openMaxmindCountries } from '../../adapters/maxmind/maxmind-countries.ts';
import { storageClients } from '../../adapters/storage-clients.ts';
import { compose } from '../../compose.ts';
import { processEnvironment } from '../../config/process-environment.ts';
import { readFileSettings, readHostSettings } from '../../config/read-app-settings.ts';
import { daysAfter, localDayOf } from '../../digest/local-day.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { readDigest } from '../../pipeline/read-digest.ts';
import { sendDigest } from '../../pipeline/send-digest.ts';
import type { Log } from '../../ports/log.ts';
import { checkDay } from '../day.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { loadSettings, settingsFile } from '../load-settings.ts';
import { plural } from '../plural.ts';
import { write } from '../terminal.ts';
import { digestText } from './digest-text.ts';

export interface DigestCommandOptions {
  readonly send?: boolean;
  readonly json?: boolean;
}

/** Days that are not kept yet are counted for so long; those left out are shown as not known. */
const earlierBudgetMs = 180_000;
const narrowest = 80;
const widest = 120;

/**
 * Prints the digest of a day from what storage holds, or sends it. The account is that of the app settings in the environment.
 *
 * @param named `2026-11-21` by the clocks of the digest's time zone; the day before today where it is left out
 * @throws Failure `settings-invalid`, `unreadable-path`, `database-unreadable`, `storage-unavailable`, `storage-refused`
 */
export async function digestCommand(
  named: string | undefined,
  { send = false, json = false }: DigestCommandOptions,
): Promise<ExitCode> {
  if (named !== undefined) checkDay(named);
  return send ? sendNow(named) : show(named, json);
}

async function show(named: string | undefined, isJson: boolean): Promise<ExitCode> {
  const env = processEnvironment();
  const { configFile, countryDatabase } = readFileSettings(env);
  const settings = await loadSettings(settingsFile(undefined, configFile));
  const { databaseDateMs } = await openMaxmindCountries(countryDatabase ?? embeddedDatabasePath());
  const ports = storedPorts(env);
  const database = { builtAtMs: databaseDateMs, isOwn: countryDatabase !== null };
  const digest = await readDigest(
    ports,
    settings,
    { countryDatabase: database, earlierBudgetMs },
    dayOr(named, settings, ports.clock.now()),
  );
  const columns = Math.min(widest, Math.max(narrowest, process.stdout.columns ?? widest));
  await write(process.stdout, isJson ? `${JSON.stringify(digest, null, 2)}\n` : digestText(digest, columns));
  return exitCode.ok;
}

function storedPorts(env: ReturnType<typeof processEnvironment>) {
  const settings = readHostSettings(env);
  const clients = storageClients(settings.hostStorage, 'AzureWebJobsStorage');
  return {
    store: azureIngestStore(clients.tableClient(ingestTable)),
    hours: azureHourStore(clients.tableClient(hoursTable)),
    state: azureStateStore(clients.tableClient(stateTable)),
    incidents: azureIncidentStore(clients.tableClient(incidentsTable)),
    clock: eventClock(settings.eventClock),
    wallClock,
  };
}

/** Makes the digest anew and sends it; what was sent of the day is edited. */
async function sendNow(named: string | undefined): Promise<ExitCode> {
  const { ports, notifier, settings, evaluation, countryDatabaseDateMs, reportUrl } = await compose(processEnvironment());
  const { detection } = await settings.recent();
  const countryDatabase = { builtAtMs: countryDatabaseDateMs, isOwn: evaluation.databaseBuiltAtMs !== null };
  const day = dayOr(named, detection, ports.clock.now());
  const context = { countryDatabase, earlierBudgetMs, reportUrl };
  const outcome = await sendDigest({ ...ports, notifier: notifier(toStandardError), log: silent }, detection, context, day, {
    isAgain: true,
  });
  const { sent, found, waiting, failed } = outcome;
  const problems = [...(waiting === 0 ? [] : [`${waiting} wait to be tried again`]), ...failed.map((code) => `refused: ${code}`)];
  await write(
    process.stdout,
    `${day} to ${detection.slack.channel}: ${plural(sent + found, 'message')} sent${problems.length === 0 ? '' : `; ${problems.join('; ')}`}\n`,
  );
  return problems.length === 0 ? exitCode.ok : exitCode.problems;
}

const silent: Log = { info: () => {}, error: () => {} };

/** A dry run (`DELIVERY=log`) shows what it would send. */
const toStandardError: Log = {
  info: (_, { body }) => void process.stderr.write(`${body ?? ''}\n`),
  error: () => {},
};

const dayOr = (named: string | undefined, { digest }: DetectionSettings, nowMs: number): string =>
  named ?? daysAfter(localDayOf(nowMs, digest.timeZone), -1);
