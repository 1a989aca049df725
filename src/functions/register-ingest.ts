import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { ingestBlob } from '../pipeline/ingest-blob.ts';
import { logOfRun } from './log-of-run.ts';
import { registerTriggerBlob, type TriggerBlob } from './trigger-blob.ts';

/**
 * Registers one ingest function a flow-log account: `FLOW_LOGS` gives `name`, `FLOW_LOGS_WEU` gives `nameWEU`.
 *
 * The trigger passes the blob's name alone. `{name}` may contain slashes; the `{*name}` of HTTP routes would keep Azure from indexing it.
 */
export function registerIngest(knockwatch: Knockwatch, name: string, container: string): void {
  registerTriggerBlob();
  for (const account of knockwatch.flowLogAccounts) {
    const handler = async (blob: TriggerBlob, context: Parameters<typeof logOfRun>[0]) => {
      const log = logOfRun(context);
      const ref = { account: account.account, container: blob.containerName, path: blob.blobName };
      // An event subscription without a container filter runs every function on every blob: nothing to try again.
      if (blob.containerName !== container) return log.error('refused', { code: 'wrong-container', container: ref.container });
      const { watchedPorts } = await knockwatch.settings.recent();
      await ingestBlob({ ...knockwatch.ports, log }, { ...knockwatch.ingest, watchedPorts }, ref);
    };
    app.storageBlob<TriggerBlob>(`${name}${suffixOf(account.name)}`, {
      path: `${container}/{name}`,
      connection: account.name,
      source: 'EventGrid',
      sdkBinding: true,
      handler,
    });
  }
}

function suffixOf(connection: string): string {
  return connection.replace(/^FLOW_LOGS_?/, '').replaceAll('_', '');
}
