import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { runSweep } from '../pipeline/run-sweep.ts';
import { logOfRun } from './log-of-run.ts';

/** `sweep`: every five minutes; counts what events have missed and rolls up what has ended. */
export function registerSweep({ ports, ingest, settings, flowLogAccounts }: Knockwatch): void {
  const accounts = flowLogAccounts.map(({ account }) => account);
  app.timer('sweep', {
    schedule: '0 */5 * * * *',
    handler: async (_timer, context) => runSweep({ ...ports, log: logOfRun(context) }, ingest, await settings.recent(), accounts),
  });
}
