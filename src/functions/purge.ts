import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { purgeExpired } from '../pipeline/purge-expired.ts';
import { rollUpDue } from '../pipeline/roll-up-due.ts';
import { logOfRun } from './log-of-run.ts';

const rollUpBudgetMs = 4 * 60_000;

/** `purge`: once a day; rolls up whatever changed in the retained hours, then deletes what outlived the retention. */
export function registerPurge({ ports, ingest }: Knockwatch): void {
  app.timer('purge', {
    schedule: '0 40 2 * * *',
    handler: async (_timer, context) => {
      const log = logOfRun(context);
      await rollUpDue({ ...ports, log }, ingest.watchedPorts, ports.clock.now(), ingest.retentionDays * 24, rollUpBudgetMs);
      await purgeExpired({ ...ports, log }, ingest.retentionDays);
    },
  });
}
