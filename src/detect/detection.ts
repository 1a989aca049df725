import type { DetectionInput } from '../model/detection-input.ts';
import type { Target } from '../model/facts.ts';
import type { DayHistory } from '../model/history.ts';
import { lastDays } from './history/last-days.ts';
import { nameTargets } from './name-target.ts';
import { viewWindow, type WindowView } from './view-window.ts';

/** What every finding is looked for in: the input, prepared once an evaluation. */
export interface Detection extends DetectionInput {
  readonly view: WindowView;
  /** Of the 14 days up to and with today, oldest first: what is older is not looked back on. */
  readonly days: readonly DayHistory[];
  readonly nameOf: (target: Target) => string;
}

/** Prepares an evaluation's input; costs nothing by row of facts. */
export function prepareDetection(input: DetectionInput): Detection {
  return {
    ...input,
    view: viewWindow(input.window, input.settings),
    days: lastDays(input.histories, input.window.endMs - 1),
    nameOf: nameTargets(input.settings.targets),
  };
}
