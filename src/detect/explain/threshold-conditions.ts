import { slotMs } from '../../model/facts.ts';
import type { ThresholdRule } from '../../model/threshold-rule.ts';
import { distinctText } from '../thresholds/explain-threshold.ts';
import { groupRows } from '../thresholds/group-rows.ts';
import { nameGroup } from '../thresholds/name-group.ts';
import { type NumberRows, numberRows } from '../thresholds/number-rows.ts';
import { groupingOf, mostGroups, reachedGroups, slideOver } from '../thresholds/reached-groups.ts';
import { type RuleRows, rowsOfRule } from '../thresholds/rule-rows.ts';
import type { MetWindow } from '../thresholds/slide-window.ts';
import { wantedRows } from '../thresholds/wanted-rows.ts';
import { countText } from '../words/count-text.ts';
import { spanText } from '../words/span-text.ts';
import { type Check, type Condition, conditionOf, holds, notAsked, reaches } from './condition.ts';
import type { SubjectView } from './view-subject.ts';

/** Whether the rules that users wrote are met by groups that a subject is part of: one condition a rule and group. */
export function thresholdConditions(subject: SubjectView): Condition[] {
  const numbering = numberRows(subject.detection.view);
  return subject.detection.settings.thresholds.flatMap((rule) => conditionsOfRule(subject, rule, numbering));
}

function conditionsOfRule(subject: SubjectView, rule: ThresholdRule, numbering: NumberRows): Condition[] {
  if (rule.mode === 'off') return [notAsked(`threshold:${rule.name}`, 'the rule is switched off')];
  const rows = rowsOfRule(subject.detection, rule, numbering);
  const groups = ownGroups(subject, rows);
  if (groups.length === 0) {
    const none = holds(false, 'none of its attempts are of those that the rule counts (ports, decision, countries)');
    return [conditionOf(`threshold:${rule.name}`, null, '', [none])];
  }
  const told = new Set(reachedGroups(subject.detection, rows).groups.map(({ key }) => key));
  return groups.map((group) => conditionOfGroup(subject, rows, group, told));
}

/** The rows of the groups that any of the subject's rows belong to. */
function ownGroups({ detection, rows: { denied, allowed } }: SubjectView, rows: RuleRows): readonly Uint32Array[] {
  const { by, within } = groupingOf(rows);
  const isWanted = wantedRows(rows, detection.view.facts.sources);
  const numberOf = (row: number): number => by.at(row) * (within?.size ?? 1) + (within?.at(row) ?? 0);
  const own = new Set((rows.rule.decision === 'denied' ? denied : allowed).filter(isWanted).map(numberOf));
  if (own.size === 0) return [];
  return groupRows(rows, { by, within, isWanted: (row) => isWanted(row) && own.has(numberOf(row)), leastFlows: 1 });
}

function conditionOfGroup({ detection }: SubjectView, rows: RuleRows, group: Uint32Array, told: ReadonlySet<string>): Condition {
  const { rule, columns } = rows;
  const { name, key } = nameGroup(detection, columns, rule.per, group[0] ?? 0);
  const met = slideOver(rows, { attempts: rule.count, distinct: rule.distinct?.atLeast ?? 0 })(group);
  // With nothing asked for every window is part of one stretch: its fullest is the fullest of all.
  const fullest = (met ?? slideOver(rows, { attempts: 0, distinct: 0 })(group))?.fullest ?? null;
  return conditionOf(`threshold:${rule.name}`, key, name, [
    ...windowChecks(rule, fullest),
    ...(met !== null && !told.has(key) ? [holds(false, `not among the ${mostGroups} groups with the most attempts`)] : []),
  ]);
}

function windowChecks(rule: ThresholdRule, window: MetWindow | null): Check[] {
  const { attempts = 0, distinct = 0, lastSlot = 0 } = window ?? {};
  const toMs = (lastSlot + 1) * slotMs;
  const span = spanText(toMs - rule.withinMs, toMs);
  const what = rule.decision === 'denied' ? 'denied attempt' : 'let-in attempt';
  const wanted = rule.distinct;
  return [
    reaches(attempts, rule.count, `${countText(attempts, what)} at most (${span}), ${rule.count} needed`),
    ...(wanted === null
      ? []
      : [reaches(distinct, wanted.atLeast, `${distinctText(distinct, wanted.of)} among them, ${wanted.atLeast} needed`)]),
  ];
}
