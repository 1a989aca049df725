import { appCredential } from '../../adapters/app-credential.ts';
import { azureFlowLogProbe } from '../../adapters/azure-probe/azure-flow-log-probe.ts';
import { azureSignInProbe } from '../../adapters/azure-probe/azure-sign-in-probe.ts';
import { azureTableProbe } from '../../adapters/azure-probe/azure-table-probe.ts';
import { azureIncidentStore, incidentsTable } from '../../adapters/azure-table/azure-incident-store.ts';
import { azureIngestStore, ingestTable } from '../../adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore, stateTable } from '../../adapters/azure-table/azure-state-store.ts';
import { eventClock } from '../../adapters/clocks.ts';
import { slackNotifier } from '../../adapters/slack/slack-notifier.ts';
import { slackProbe } from '../../adapters/slack/slack-probe.ts';
import { storageClients } from '../../adapters/storage-clients.ts';
import type { AppSettings } from '../../config/app-settings.ts';
import type { HealthPorts } from '../../pipeline/read-health.ts';
import type { FlowLogProbe } from '../../ports/flow-log-probe.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { SignInProbe } from '../../ports/sign-in-probe.ts';
import type { SlackProbe } from '../../ports/slack-probe.ts';
import type { TableProbe } from '../../ports/table-probe.ts';

/** What the doctor asks of the world. */
export interface DoctorPorts {
  /** Null where no account is reached by identity. */
  readonly signIn: SignInProbe | null;
  readonly tables: TableProbe;
  readonly flowLogs: readonly { readonly setting: string; readonly probe: FlowLogProbe }[];
  /** Both null where messages do not go to Slack. */
  readonly slack: SlackProbe | null;
  readonly notifier: Notifier | null;
  readonly health: HealthPorts;
}

/** Connects as the settings say, with the app's own clients. Touches no network. `@throws` Failure `settings-invalid` */
export function doctorPorts({ hostStorage, flowLogs, delivery, eventClock: course }: AppSettings): DoctorPorts {
  const host = storageClients(hostStorage, 'AzureWebJobsStorage');
  const byIdentity = [hostStorage, ...flowLogs.map(({ connection }) => connection)].find(({ kind }) => kind === 'identity');
  const slack = delivery.kind === 'slack' ? { token: delivery.botToken, apiUrl: delivery.apiUrl ?? '' } : null;
  return {
    signIn: byIdentity?.kind === 'identity' ? azureSignInProbe(appCredential(byIdentity.clientId)) : null,
    tables: azureTableProbe(host.tableClient(stateTable)),
    flowLogs: flowLogs.map(({ name, connection }) => ({
      setting: name,
      probe: azureFlowLogProbe(storageClients(connection, name).blobService),
    })),
    slack: slack && slackProbe(slack),
    notifier: slack && slackNotifier(slack),
    health: {
      state: azureStateStore(host.tableClient(stateTable)),
      incidents: azureIncidentStore(host.tableClient(incidentsTable)),
      store: azureIngestStore(host.tableClient(ingestTable)),
      clock: eventClock(course),
    },
  };
}
