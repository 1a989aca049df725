import type { Knockwatch } from '../compose.ts';
import { flowLogContainers } from '../read/stream-of-blob.ts';
import { registerIngest } from './register-ingest.ts';

/** `ingestNsgFlowLog`: an NSG flow log grew; what is new in it is counted. */
export function registerIngestNsgFlowLog(knockwatch: Knockwatch): void {
  registerIngest(knockwatch, 'ingestNsgFlowLog', flowLogContainers.nsg);
}
