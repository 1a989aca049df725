import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { noteSweep } from '../pipeline/read-health.ts';
import { sweepContainers } from '../pipeline/sweep-containers.ts';
import { logOfRun } from './log-of-run.ts';

/** `sweep`: every five minutes; lists the recent hours and ingests what events have missed. */
export function registerSweep({ ports, ingest, flowLogAccounts }: Knockwatch): void {
  app.timer('sweep', {
    schedule: '0 */5 * * * *',
    handler: async (_timer, context) => {
      const accounts = flowLogAccounts.map(({ host }) => host);
      const outcome = await sweepContainers({ ...ports, log: logOfRun(context) }, ingest, accounts);
      await noteSweep(ports, outcome);
    },
  });
}
