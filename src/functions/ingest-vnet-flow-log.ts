import type { Knockwatch } from '../compose.ts';
import { flowLogContainers } from '../read/stream-of-blob.ts';
import { registerIngest } from './register-ingest.ts';

/** `ingestVnetFlowLog`: a virtual network flow log grew; what is new in it is counted. */
export function registerIngestVnetFlowLog(knockwatch: Knockwatch): void {
  registerIngest(knockwatch, 'ingestVnetFlowLog', flowLogContainers.vnet);
}
