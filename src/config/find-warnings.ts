import type { DetectionSettings } from '../model/settings.ts';
import { inOrder, type PlacedProblem, place, type SettingsRead } from './read-settings-text.ts';
import { deadBounds } from './warnings/dead-bounds.ts';
import { deadSuppressions } from './warnings/dead-suppressions.ts';
import { deadThresholds } from './warnings/dead-thresholds.ts';
import { expiredSuppressions } from './warnings/expired-suppressions.ts';
import { overlaps } from './warnings/overlaps.ts';
import { unknownTargets } from './warnings/unknown-targets.ts';
import { wideRanges } from './warnings/wide-ranges.ts';
import type { WrittenProblem } from './written-problem.ts';

/** What is valid and yet hardly meant, by kind. */
const kinds: readonly ((settings: DetectionSettings, nowMs: number) => readonly WrittenProblem[])[] = [
  deadBounds,
  deadThresholds,
  deadSuppressions,
  expiredSuppressions,
  unknownTargets,
  overlaps,
  wideRanges,
];

/** Finds what in a valid settings file can never have an effect, has none any more, or has a wider one than is likely meant. */
export function findWarnings(
  { settings, placeOf }: Extract<SettingsRead, { kind: 'valid' }>,
  nowMs: number,
): readonly PlacedProblem[] {
  const found = kinds.flatMap((find) => find(settings, nowMs));
  return inOrder(found.map(({ path, text }) => place(path, text, placeOf)));
}
