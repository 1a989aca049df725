import type { Finding, FindingId } from '../model/finding.ts';
import type { DayHistory } from '../model/history.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { WindowFacts } from '../model/window.ts';
import { findBreakthroughs } from './find-breakthroughs.ts';

interface Detector {
  readonly id: FindingId;
  /** Pure: from the window, the settings and the days before. */
  readonly find: (window: WindowFacts, settings: DetectionSettings, histories: readonly DayHistory[]) => readonly Finding[];
}

/** Every kind of finding, one file each. */
const detectors: readonly Detector[] = [{ id: 'breakthrough', find: findBreakthroughs }];

/**
 * Takes the facts of the window and the histories of the days up to it (at most one a day, in any order), and gives what is found in them, of every kind that settings do not switch `off`; whether a finding
 * is told (`on`) or only counted (`shadow`) is decided with its incident.
 */
export function detectFindings(
  window: WindowFacts,
  settings: DetectionSettings,
  histories: readonly DayHistory[] = [],
): Finding[] {
  return detectors.filter(({ id }) => settings.findings[id] !== 'off').flatMap(({ find }) => find(window, settings, histories));
}
