/** From facts, history and settings to findings: a window comes in, what is worth an incident goes out. */
import type { DetectionInput } from '../model/detection-input.ts';
import type { Finding, FindingKind } from '../model/finding.ts';
import { type Detection, prepareDetection } from './detection.ts';
import { findBreakthroughs } from './find-breakthroughs.ts';

interface Detector {
  readonly id: FindingKind;
  /** Pure; findings ordered by key. */
  readonly find: (detection: Detection) => readonly Finding[];
  /** It is looked for also in hours that changed after they had left the window. */
  readonly alsoLate: boolean;
}

/** Every kind of finding, one file each. */
const detectors: readonly Detector[] = [{ id: 'breakthrough', find: findBreakthroughs, alsoLate: true }];

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
  detectors.filter(({ id }) => settings.findings[id] !== 'off');
