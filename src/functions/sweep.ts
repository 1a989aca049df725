import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { noteSweep } from '../pipeline/read-health.ts';
import { rollUpDue } from '../pipeline/roll-up-due.ts';
import { sweepContainers } from '../pipeline/sweep-containers.ts';
import { logOfRun } from './log-of-run.ts';

const rollUp = { hours: 48, budgetMs: 60_000 };

/** `sweep`: every five minutes; ingests what events have missed and rolls up the hours that it changed. */
export function registerSweep({ ports, ingest, flowLogAccounts }: Knockwatch): void {
  app.timer('sweep', {
    schedule: '0 */5 * * * *',
    handler: async (_timer, context) => {
      const accounts = flowLogAccounts.map(({ account }) => account);
      const log = logOfRun(context);
      await noteSweep(ports, await sweepContainers({ ...ports, log }, ingest, accounts));
      await rollUpDue({ ...ports, log }, ingest.watchedPorts, ports.clock.now(), rollUp.hours, rollUp.budgetMs);
    },
  });
}
