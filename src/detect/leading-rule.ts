import type { DeniedColumns, Rule } from '../model/facts.ts';
import type { DecidingRule } from '../model/findings/finding-core.ts';
import { compareText } from './compare-text.ts';
import { decidingRule, isJustInTime } from './rule-kind.ts';

/**
 * Finds the rule that let a source in among some rows of `allowed`: a just-in-time rule only where no other did.
 *
 * @returns a rule without name where there are no rows
 */
export function ruleOfLetIn(allowed: DeniedColumns, rows: readonly number[], rules: readonly Rule[]): DecidingRule {
  const others = rows.filter((row) => !isJustInTime(rules[allowed.rule[row] ?? 0] ?? unnamed));
  return leadingRule(allowed, others.length > 0 ? others : rows, rules);
}

/**
 * Finds the rule that decided most flows among some rows.
 *
 * @returns a rule without name where there are no rows
 */
export function leadingRule(columns: DeniedColumns, rows: readonly number[], rules: readonly Rule[]): DecidingRule {
  const flows = new Map<number, number>();
  for (const row of rows) {
    const rule = columns.rule[row] ?? 0;
    flows.set(rule, (flows.get(rule) ?? 0) + (columns.flows[row] ?? 0));
  }
  const counted = [...flows].map(([index, count]) => ({ rule: rules[index] ?? unnamed, count }));
  return decidingRule(counted.sort(byWeight)[0]?.rule ?? unnamed);
}

const unnamed: Rule = { name: '', acl: '' };

interface Counted {
  readonly rule: Rule;
  readonly count: number;
}

function byWeight(a: Counted, b: Counted): number {
  return b.count - a.count || compareText(a.rule.name, b.rule.name) || compareText(a.rule.acl, b.rule.acl);
}
