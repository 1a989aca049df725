import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { runDigest } from '../pipeline/run-digest.ts';
import { logOfRun } from './log-of-run.ts';

/** Counting days that are not kept yet may take so long; a run has five minutes. */
const earlierBudgetMs = 150_000;

/** `digest`: every hour; at the hour that the settings name it sends the digest of the day before. */
export function registerDigest({ ports, notifier, settings, evaluation, countryDatabaseDateMs, reportUrl }: Knockwatch): void {
  const countryDatabase = { builtAtMs: countryDatabaseDateMs, isOwn: evaluation.databaseBuiltAtMs !== null };
  app.timer('digest', {
    schedule: '0 0 * * * *',
    handler: async (_timer, context) => {
      const log = logOfRun(context);
      const { detection } = await settings.recent();
      await runDigest({ ...ports, notifier: notifier(log), log }, detection, { countryDatabase, earlierBudgetMs, reportUrl });
    },
  });
}
