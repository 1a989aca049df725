import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { runEvaluation } from '../pipeline/run-evaluation.ts';
import { logOfRun } from './log-of-run.ts';

/** `evaluate`: every minute; decides what to say and delivers it. */
export function registerEvaluate({ ports, notifier, ingest, detection, evaluation }: Knockwatch): void {
  app.timer('evaluate', {
    schedule: '0 * * * * *',
    handler: (_timer, context) => {
      const log = logOfRun(context);
      return runEvaluation({ ...ports, notifier: notifier(log), log }, ingest, detection, evaluation);
    },
  });
}
