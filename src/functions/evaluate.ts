import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { deliverOutbox } from '../pipeline/deliver-outbox.ts';
import { evaluateWindow } from '../pipeline/evaluate-window.ts';
import { rollUpDue } from '../pipeline/roll-up-due.ts';
import { logOfRun } from './log-of-run.ts';

/** What is left of a minute goes to the next run. */
const deliveryBudgetMs = 40_000;
const rollUp = { hours: 3, budgetMs: 15_000 };

/** `evaluate`: every minute; decides what to say, delivers it, also what an earlier run had to leave, and rolls up the hour that has ended. */
export function registerEvaluate({ ports, notifier, ingest, detection }: Knockwatch): void {
  app.timer('evaluate', {
    schedule: '0 * * * * *',
    handler: async (_timer, context) => {
      const log = logOfRun(context);
      try {
        await evaluateWindow({ ...ports, log }, detection);
      } finally {
        await deliverOutbox({ ...ports, notifier: notifier(log), log }, { budgetMs: deliveryBudgetMs });
      }
      await rollUpDue({ ...ports, log }, ingest.watchedPorts, ports.clock.now(), rollUp.hours, rollUp.budgetMs);
    },
  });
}
