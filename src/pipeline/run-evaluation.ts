/** What the evaluation's timer does, in order: decide what to say, deliver it, roll up the hour that has ended. */
import type { SettingsInUse } from '../model/settings-in-use.ts';
import { type DeliverPorts, deliverOutbox } from './deliver-outbox.ts';
import type { EvaluationContext } from './evaluate/gather-evidence.ts';
import { type EvaluatePorts, evaluateWindow } from './evaluate-window.ts';
import { endedHours, type RollUpDuePorts, rollUpDue } from './roll-up-due.ts';

/** What is left of a minute goes to the next run. */
const deliveryMs = 40_000;
/** Fingerprints of the newest hours are checked at every run. */
const checkedHours = 3;
const rollUpMs = 15_000;

export type RunEvaluationPorts = EvaluatePorts & DeliverPorts & RollUpDuePorts;

/** Delivers, also what an earlier run had to leave, even where evaluating fails. */
export async function runEvaluation(
  ports: RunEvaluationPorts,
  { detection, watchedPorts, problem }: SettingsInUse,
  context: Omit<EvaluationContext, 'settingsProblem'>,
): Promise<void> {
  try {
    await evaluateWindow(ports, detection, { ...context, settingsProblem: problem });
  } finally {
    await deliverOutbox(ports, { budgetMs: deliveryMs });
  }
  const nowMs = ports.clock.now();
  await rollUpDue(ports, watchedPorts, nowMs, endedHours(nowMs, checkedHours), rollUpMs);
}
