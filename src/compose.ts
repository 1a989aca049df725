import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accountOf } from './adapters/azure-blob/account-of.ts';
import { azureFlowLogBlobs } from './adapters/azure-blob/azure-flow-log-blobs.ts';
import { azureCountStore, countsTable } from './adapters/azure-table/azure-count-store.ts';
import { azureHourStore, hoursTable } from './adapters/azure-table/azure-hour-store.ts';
import { azureIncidentStore, incidentsTable } from './adapters/azure-table/azure-incident-store.ts';
import { azureIngestStore, ingestTable } from './adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore, stateTable } from './adapters/azure-table/azure-state-store.ts';
import { eventClock, wallClock } from './adapters/clocks.ts';
import { logNotifier } from './adapters/console/log-notifier.ts';
import { terminalNotifier } from './adapters/console/terminal-notifier.ts';
import { embeddedDatabasePath, openMaxmindCountries } from './adapters/maxmind/maxmind-countries.ts';
import { type KnownAccount, settingsSourceOf } from './adapters/settings-source-of.ts';
import { slackNotifier } from './adapters/slack/slack-notifier.ts';
import { isFromSlack } from './adapters/slack/verify-request.ts';
import { type StorageClients, storageClients } from './adapters/storage-clients.ts';
import type { AppSettings, DeliverySetting } from './config/app-settings.ts';
import { parseDetectionSettings } from './config/parse-detection-settings.ts';
import type { Environment } from './config/process-environment.ts';
import { readAppSettings } from './config/read-app-settings.ts';
import { type SettingsReader, settingsReader } from './pipeline/current-settings.ts';
import type { DeliverPorts } from './pipeline/deliver-outbox.ts';
import type { EvaluationContext } from './pipeline/evaluate/gather-evidence.ts';
import type { EvaluatePorts } from './pipeline/evaluate-window.ts';
import { defaultChunkBytes } from './pipeline/ingest-blob.ts';
import type { PurgePorts } from './pipeline/purge-expired.ts';
import type { RollUpPorts } from './pipeline/roll-up-hour.ts';
import type { SweepPorts, SweepSettings } from './pipeline/sweep/account-sweep.ts';
import type { Log } from './ports/log.ts';
import type { Notifier } from './ports/notifier.ts';

/** Days for which facts are kept. */
const defaultRetentionDays = 31;

/** A flow-log account: its connection's name, as triggers know it, and its name in `BlobRef`. */
export interface ConnectedAccount {
  readonly name: string;
  readonly account: string;
}

/** What takes presses of buttons. */
export interface Buttons {
  /** Whether a request was signed by Slack just now. */
  readonly isFromSlack: (headers: { get(name: string): string | null }, body: Uint8Array) => boolean;
  /** Gives up sooner than the one of evaluations: Slack waits 3 s for an answer. */
  readonly notifier: Notifier;
}

/** A call to Slack while a press waits for its answer, ms. */
const pressTimeoutMs = 1_500;

/** The app put together: what its functions pass to the pipeline. Only the log differs from run to run. */
export interface Knockwatch {
  readonly ports: Omit<SweepPorts & EvaluatePorts & DeliverPorts & RollUpPorts & PurgePorts, 'log' | 'notifier'>;
  /** Where messages go; a dry run writes them to the run's log. */
  readonly notifier: (log: Log) => Notifier;
  /** Takes presses of the buttons of messages; null where no signing secret is set, or messages do not go to Slack. */
  readonly buttons: Buttons | null;
  readonly ingest: Omit<SweepSettings, 'watchedPorts'>;
  /** The detection settings, read again when they change. */
  readonly settings: SettingsReader;
  readonly evaluation: Omit<EvaluationContext, 'settingsProblem'>;
  readonly flowLogAccounts: readonly ConnectedAccount[];
  /** When the country database was built, ms. */
  readonly countryDatabaseDateMs: number;
  /** Address of the report page, as messages link to it; null where they do not. */
  readonly reportUrl: string | null;
  /** Whether the platform signs people in before a request reaches the app. */
  readonly platformLogin: boolean;
}

/**
 * Joins adapters and pipeline as the settings say. Touches the network only where the detection settings are in a blob, or are not valid and
 * the last good ones have to be looked for.
 *
 * @throws Failure `settings-invalid`, `database-unreadable` or `unreadable-path`, each naming what to change, and what storage throws
 */
export async function compose(env: Environment): Promise<Knockwatch> {
  const settings = readAppSettings(env);
  const countries = await openMaxmindCountries(settings.countryDatabase ?? embeddedDatabasePath());
  const host = storageClients(settings.hostStorage, 'AzureWebJobsStorage');
  const accounts = settings.flowLogs.map(({ name, connection }) => ({ name, clients: storageClients(connection, name) }));
  const stores = tables(host);
  const detection = settingsReader({
    source: settingsSourceOf(settings.configFile ?? deployedConfigFile(), accountsOf(settings)),
    state: stores.state,
    parse: parseDetectionSettings,
    wallClock,
  });
  await detection.recent();
  const buttons = buttonsOf(settings);
  return {
    ports: {
      ...stores,
      blobs: azureFlowLogBlobs(new Map(accounts.map(({ clients }) => [accountOf(clients.blobService), clients.blobService]))),
      countries,
      clock: eventClock(settings.eventClock),
      wallClock,
      newVersion: randomUUID,
      warm: { hours: new Map(), histories: new Map() },
    },
    notifier: (log) => notifierOf(settings.delivery, log),
    buttons,
    ingest: {
      chunkBytes: settings.chunkBytes ?? defaultChunkBytes,
      retentionDays: settings.retentionDays ?? defaultRetentionDays,
    },
    settings: detection,
    evaluation: {
      accounts: accounts.map(({ clients }) => accountOf(clients.blobService)),
      isRealTime: (settings.eventClock?.rate ?? 1) === 1,
      databaseBuiltAtMs: settings.countryDatabase === null ? null : countries.databaseDateMs,
      hasButtons: buttons !== null,
    },
    flowLogAccounts: accounts.map(({ name, clients }) => ({ name, account: accountOf(clients.blobService) })),
    countryDatabaseDateMs: countries.databaseDateMs,
    reportUrl: settings.reportUrl,
    platformLogin: settings.platformLogin,
  };
}

/** The accounts that the app may use, the host's first. */
export const accountsOf = ({ hostStorage, flowLogs }: Pick<AppSettings, 'hostStorage' | 'flowLogs'>): readonly KnownAccount[] => [
  { name: 'AzureWebJobsStorage', connection: hostStorage },
  ...flowLogs,
];

function tables(host: StorageClients): Pick<Knockwatch['ports'], 'store' | 'hours' | 'counts' | 'state' | 'incidents'> {
  return {
    store: azureIngestStore(host.tableClient(ingestTable)),
    hours: azureHourStore(host.tableClient(hoursTable)),
    counts: azureCountStore(host.tableClient(countsTable)),
    state: azureStateStore(host.tableClient(stateTable)),
    incidents: azureIncidentStore(host.tableClient(incidentsTable)),
  };
}

function notifierOf(delivery: DeliverySetting, log: Log): Notifier {
  switch (delivery.kind) {
    case 'slack':
      return slackNotifier({ token: delivery.botToken, apiUrl: delivery.apiUrl ?? '' });
    case 'log':
      return logNotifier(log);
    case 'terminal':
      return terminalNotifier(process.stdout);
  }
}

/** Only Slack shows buttons, and only a signature tells that a press came from there. */
function buttonsOf({ delivery, slackSigningSecret }: AppSettings): Buttons | null {
  if (delivery.kind !== 'slack' || slackSigningSecret === null) return null;
  return {
    isFromSlack: (headers, body) => {
      const [signature, timestamp] = [headers.get('x-slack-signature'), headers.get('x-slack-request-timestamp')];
      return isFromSlack({ signature, timestamp, body }, slackSigningSecret, wallClock.now());
    },
    notifier: slackNotifier({ token: delivery.botToken, apiUrl: delivery.apiUrl ?? '', timeoutMs: pressTimeoutMs }),
  };
}

/** `knockwatch.yaml` beside the bundle, or in the project's folder when run from source. */
function deployedConfigFile(): string {
  const bundled = fileURLToPath(new URL('knockwatch.yaml', import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('../knockwatch.yaml', import.meta.url));
}
