import { compose } from './compose.ts';
import { processEnvironment } from './config/process-environment.ts';
import { registerDigest } from './functions/digest.ts';
import { registerEvaluate } from './functions/evaluate.ts';
import { registerHealth } from './functions/health.ts';
import { registerHealthDetails } from './functions/health-details.ts';
import { registerIngestNsgFlowLog } from './functions/ingest-nsg-flow-log.ts';
import { registerIngestVnetFlowLog } from './functions/ingest-vnet-flow-log.ts';
import { registerPurge } from './functions/purge.ts';
import { registerReport } from './functions/report.ts';
import { registerSlackAction } from './functions/slack-action.ts';
import { registerSweep } from './functions/sweep.ts';

/** Where Azure Functions and the embedded run begin: the app is put together once a process, then registers what it does. */

const knockwatch = await compose(processEnvironment());

registerIngestVnetFlowLog(knockwatch);
registerIngestNsgFlowLog(knockwatch);
registerSweep(knockwatch);
registerEvaluate(knockwatch);
registerDigest(knockwatch);
registerPurge(knockwatch);
registerSlackAction(knockwatch);
registerHealth(knockwatch);
registerHealthDetails(knockwatch);
registerReport(knockwatch);
