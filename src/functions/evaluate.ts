import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { runEvaluation } from '../pipeline/run-evaluation.ts';
import { logOfRun } from './log-of-run.ts';

/** `evaluate`: every minute; decides what to say and delivers it. */
export function registerEvaluate({ ports, notifier, settings, evaluation }: Knockwatch): void {
  app.timer('evaluate', {
    schedule: '0 * * * * *',
    handler: async (_timer, context) => {
      const log = logOfRun(context);
      await runEvaluation({ ...ports, notifier: notifier(log), log }, await settings.now(), evaluation);
    },
  });
}
