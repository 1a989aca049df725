import { slotMs } from '../../model/facts.ts';
import type { ThresholdReached } from '../../model/findings/threshold-reached.ts';
import type { Detection } from '../detection.ts';
import { explainThreshold } from './explain-threshold.ts';
import { measureWindows } from './measure-windows.ts';
import type { ReachedGroup, ReachedGroups } from './reached-groups.ts';
import type { RuleRows } from './rule-rows.ts';

/** Makes the findings of a rule from the groups that meet it. */
export function describeThresholds(
  detection: Detection,
  rows: RuleRows,
  { groups, reached }: ReachedGroups,
): readonly ThresholdReached[] {
  const measure = measureWindows(detection, rows);
  return groups.map((group) => ({
    ...describeGroup(rows.rule, group),
    ...measure(group.stretch.fullest.rows),
    why: explainThreshold(rows.rule, group, reached),
  }));
}

type Described = Omit<ThresholdReached, 'why' | keyof ReturnType<ReturnType<typeof measureWindows>>>;

function describeGroup(rule: RuleRows['rule'], { name, key, sources, stretch }: ReachedGroup): Described {
  const { fullest, latest, firstSlot } = stretch;
  const toMs = (fullest.lastSlot + 1) * slotMs;
  return {
    finding: `threshold:${rule.name}`,
    key,
    severity: rule.severity,
    openedAtMs: firstSlot * slotMs,
    lastSeenAtMs: (latest.lastSlot + 1) * slotMs,
    sources,
    score: null,
    digestOnly: false,
    learning: null,
    rule,
    group: name,
    attempts: fullest.attempts,
    distinct: rule.distinct === null ? null : fullest.distinct,
    fromMs: toMs - rule.withinMs,
    toMs,
  };
}
