/** From facts, history and settings to findings: a window comes in, what is worth an incident goes out. */
import type { DetectionInput } from '../model/detection-input.ts';
import type { Finding } from '../model/finding.ts';
import type { FindingKind } from '../model/finding-kind.ts';
import { type Detection, prepareDetection } from './detection.ts';
import { findBlindness } from './find-blindness.ts';
import { findBreakthroughs } from './find-breakthroughs.ts';
import { findCampaigns } from './find-campaigns.ts';
import { findExposures } from './find-exposures.ts';
import { findFirstStart } from './find-first-start.ts';
import { findLockedOut } from './find-locked-out.ts';
import { findNewDoors } from './find-new-doors.ts';
import { findNewTargets } from './find-new-targets.ts';
import { findTargeted } from './find-targeted.ts';
import { findThresholds } from './find-thresholds.ts';

interface Detector {
  /** `threshold` stands for the rules that users wrote, each of which has a mode of its own; `first-start` has none. */
  readonly id: FindingKind | 'threshold' | 'first-start';
  /** Pure; findings ordered by key. */
  readonly find: (detection: Detection) => readonly Finding[];
  /** It is looked for also in hours that changed after they had left the window. */
  readonly alsoLate: boolean;
}

/** Every kind of finding, one file each. */
const detectors: readonly Detector[] = [
  { id: 'breakthrough', find: findBreakthroughs, alsoLate: true },
  { id: 'exposure', find: findExposures, alsoLate: true },
  { id: 'locked-out', find: findLockedOut, alsoLate: false },
  { id: 'campaign', find: findCampaigns, alsoLate: false },
  { id: 'targeted', find: findTargeted, alsoLate: false },
  { id: 'threshold', find: findThresholds, alsoLate: false },
  { id: 'new-target', find: findNewTargets, alsoLate: false },
  { id: 'new-door', find: findNewDoors, alsoLate: false },
  { id: 'blind', find: findBlindness, alsoLate: false },
  { id: 'first-start', find: findFirstStart, alsoLate: false },
];

/**
 * Gives what is found in a window, of every kind that settings do not switch `off`; whether a finding is told (`on`) or only counted
 * (`shadow`) is decided with its incident.
 */
export function detectFindings(input: DetectionInput): Finding[] {
  const detection = prepareDetection(input);
  return enabled(input).flatMap(({ find }) => find(detection));
}

/** The same for hours that changed after they had left the window: only what is always told. */
export function detectLateFindings(input: DetectionInput): Finding[] {
  const detection = prepareDetection(input);
  return enabled(input)
    .filter(({ alsoLate }) => alsoLate)
    .flatMap(({ find }) => find(detection));
}

const enabled = ({ settings }: DetectionInput): readonly Detector[] =>
  detectors.filter(({ id }) => id === 'threshold' || id === 'first-start' || settings.findings[id] !== 'off');
