import assert from 'node:assert/strict';
import { prepareDetection } from '../../../src/detect/detection.ts';
import { findTargeted } from '../../../src/detect/find-targeted.ts';
import type { Targeted } from '../../../src/model/findings/targeted.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import type { WindowFacts } from '../../../src/model/window.ts';
import { historiesOf, inTheirHours } from '../../support/day-hours.ts';
import { at, inputOf, type Line } from '../../support/facts-builder.ts';

/** Evaluates at `now` with the lines up to then, a history for each of their days that is asked for, and a window that can be changed. */
export function findIn(
  lines: readonly Line[],
  settings: DetectionSettings,
  now = '23:00',
  changed: (window: WindowFacts) => WindowFacts = (window) => window,
  isHistory: (day: string) => boolean = () => true,
): readonly Targeted[] {
  const soFar = lines.filter(({ time }) => at(time) < at(now) + 3_600_000);
  const histories = historiesOf(inTheirHours(soFar), settings).filter(({ day }) => isHistory(day));
  const input = inputOf(soFar, { now, settings }, { histories });
  return findTargeted(prepareDetection({ ...input, window: changed(input.window) }));
}

/** The one finding there is. */
export function only(findings: readonly Targeted[]): Targeted {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}
