import type { ThresholdReached } from '../model/findings/threshold-reached.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';
import { describeThresholds } from './thresholds/describe-thresholds.ts';
import { numberRows } from './thresholds/number-rows.ts';
import { reachedGroups } from './thresholds/reached-groups.ts';
import { rowsOfRule } from './thresholds/rule-rows.ts';

/**
 * Finds where the rules that users wrote are met: so many attempts in a window of so long, slid over the last 24 hours slot by slot. One
 * finding a rule and group, ordered by rule and key. Expected sources count like any other; a rule that is `off` is not looked for.
 */
export function findThresholds(detection: Detection): readonly ThresholdReached[] {
  const rules = detection.settings.thresholds.filter(({ mode }) => mode !== 'off');
  const numbering = numberRows(detection.view);
  return rules
    .flatMap((rule) => {
      const rows = rowsOfRule(detection, rule, numbering);
      return describeThresholds(detection, rows, reachedGroups(detection, rows));
    })
    .sort((a, b) => compareText(a.finding, b.finding) || compareText(a.key, b.key));
}
