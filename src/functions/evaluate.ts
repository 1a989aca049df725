import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { deliverOutbox } from '../pipeline/deliver-outbox.ts';
import { evaluateWindow } from '../pipeline/evaluate-window.ts';
import { logOfRun } from './log-of-run.ts';

/** What is left of a minute goes to the next run. */
const deliveryBudgetMs = 40_000;

/** `evaluate`: every minute; decides what to say, then delivers it, also what an earlier run had to leave. */
export function registerEvaluate({ ports, detection }: Knockwatch): void {
  app.timer('evaluate', {
    schedule: '0 * * * * *',
    handler: async (_timer, context) => {
      const log = logOfRun(context);
      try {
        await evaluateWindow({ ...ports, log }, detection);
      } finally {
        await deliverOutbox({ ...ports, log }, { budgetMs: deliveryBudgetMs });
      }
    },
  });
}
