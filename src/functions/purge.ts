import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { runPurge } from '../pipeline/run-purge.ts';
import { logOfRun } from './log-of-run.ts';

/** `purge`: once a day; deletes what outlived the retention. */
export function registerPurge({ ports, ingest, settings }: Knockwatch): void {
  app.timer('purge', {
    schedule: '0 40 2 * * *',
    handler: async (_timer, context) => {
      const { watchedPorts } = await settings.recent();
      await runPurge({ ...ports, log: logOfRun(context) }, { ...ingest, watchedPorts });
    },
  });
}
