import type { DetectionSettings } from '../../model/settings.ts';

/**
 * What of the settings findings depend on, as text: runs with equal texts find the same and differ only in what they tell. Whether a
 * finding is `on` or in `shadow` makes no difference to finding it.
 */
export function detectionKey({
  watchedPorts,
  findings,
  bounds,
  thresholds,
  expectedSources,
  knownScanners,
  targets,
}: DetectionSettings): string {
  const isOff = Object.entries(findings).map(([kind, mode]) => [kind, mode === 'off']);
  return JSON.stringify([watchedPorts, isOff, bounds, thresholds, expectedSources, knownScanners, targets]);
}
