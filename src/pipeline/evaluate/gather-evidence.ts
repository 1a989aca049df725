/** What an evaluation goes by: the hours of the window, the days before it, late hours, and how the installation stands. */
import type { DetectionInput } from '../../model/detection-input.ts';
import type { Finding } from '../../model/finding.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import type { Clock } from '../../ports/clock.ts';
import { readInstallation } from '../read-installation.ts';
import { evaluateLate, findLeavers, noteEvaluated, settleLate } from './late-hours.ts';
import { readHistories } from './read-histories.ts';
import { readStart } from './read-start.ts';
import { readWindowHours, type WindowPorts, windowOf } from './read-window.ts';

export interface EvidencePorts extends WindowPorts {
  /** Real time, for how long late hours may take. */
  readonly wallClock: Clock;
}

/** What an evaluation goes by besides ports and settings. */
export interface EvaluationContext {
  /** The flow-log accounts, as `BlobRef.account` names them; none where files are read. */
  readonly accounts: readonly string[];
  /** When the country database that the user set was built, ms; null for the embedded one. */
  readonly databaseBuiltAtMs: number | null;
  /** Event time is that of the clock. */
  readonly isRealTime: boolean;
  /** Why newer settings are not used; null where these are the newest. */
  readonly settingsProblem: string | null;
  /** Presses of buttons can be taken: messages show some. */
  readonly hasButtons: boolean;
}

/** Files are read: no network is watched. */
export const filesOnly: EvaluationContext = {
  accounts: [],
  databaseBuiltAtMs: null,
  isRealTime: false,
  settingsProblem: null,
  hasButtons: false,
};

/** All that one evaluation goes by, but for what incidents tell. */
export interface Evidence extends Omit<DetectionInput, 'settings' | 'self' | 'nowMs'> {
  readonly databaseBuiltAtMs: number | null;
  readonly isRealTime: boolean;
  readonly settingsProblem: string | null;
  readonly hasButtons: boolean;
  /** What hours hold that changed after they had left the window. */
  readonly late: readonly Finding[];
  /** More such hours wait: what they find is held until none does. */
  readonly isHolding: boolean;
  /** Called once the evaluation is committed. */
  readonly settle: () => Promise<void>;
}

/** Reads all of it for one evaluation at `nowMs`. */
export async function gatherEvidence(
  ports: EvidencePorts,
  settings: DetectionSettings,
  { accounts, databaseBuiltAtMs, isRealTime, settingsProblem, hasButtons }: EvaluationContext,
  nowMs: number,
): Promise<Evidence> {
  const [hours, { installation }] = await Promise.all([readWindowHours(ports, nowMs), readInstallation(ports.state)]);
  const histories = await readHistories(ports, settings, hours, nowMs);
  await findLeavers(ports, nowMs);
  const late = await evaluateLate(ports, settings, installation, nowMs);
  const settle = async (): Promise<void> => {
    await settleLate(ports.state, late.done);
    await noteEvaluated(ports.state, hours);
  };
  return {
    window: windowOf(hours, installation, nowMs),
    hours,
    histories,
    installation,
    start: await readStart(ports.state, accounts, installation, nowMs),
    databaseBuiltAtMs,
    isRealTime,
    settingsProblem,
    hasButtons,
    late: late.findings,
    isHolding: late.isHolding,
    settle,
  };
}
