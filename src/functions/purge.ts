import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { runPurge } from '../pipeline/run-purge.ts';
import { logOfRun } from './log-of-run.ts';

/** `purge`: once a day; deletes what outlived the retention. */
export function registerPurge({ ports, ingest }: Knockwatch): void {
  app.timer('purge', {
    schedule: '0 40 2 * * *',
    handler: (_timer, context) => runPurge({ ...ports, log: logOfRun(context) }, ingest),
  });
}
