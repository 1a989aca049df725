import { slotMs } from '../../model/facts.ts';
import type { ThresholdRule } from '../../model/threshold-rule.ts';
import { countText } from '../words/count-text.ts';
import { portText } from '../words/port-text.ts';
import { spanText } from '../words/span-text.ts';
import { mostGroups, type ReachedGroup } from './reached-groups.ts';
import type { MetWindow } from './slide-window.ts';

const minuteMs = 60_000;
const plurals: Readonly<Record<string, string>> = { country: 'countries', prefix: 'prefixes' };

/**
 * Says what a rule wants, and by what a group meets it.
 *
 * @param reached how many groups meet it
 */
export function explainThreshold(rule: ThresholdRule, { name, stretch }: ReachedGroup, reached: number): readonly string[] {
  const { fullest, latest } = stretch;
  const goesOn = latest === fullest ? [] : [`The latest window that meets it: ${windowText(rule, latest)}.`];
  const isCut = reached <= mostGroups ? [] : [`${reached} groups meet it; the ${mostGroups} with the most attempts are told.`];
  return [`${ruleText(rule)}.`, `${name}: ${windowText(rule, fullest)}.`, ...goesOn, ...isCut];
}

function ruleText({ name, count, decision, ports, withinMs, per, distinct, countries }: ThresholdRule): string {
  const where =
    ports === null ? 'the watched ports' : ports.map((key) => portText(key % 0x10000, Math.floor(key / 0x10000))).join(', ');
  const by = per === 'source+target' ? 'source and target' : per;
  const parts = [
    `Rule ${name}: at least ${count} ${decision} attempts on ${where} within ${lengthText(withinMs)} by ${by}`,
    ...(distinct === null ? [] : [`with at least ${distinctText(distinct.atLeast, distinct.of)}`]),
    ...(countries.only.length === 0 ? [] : [`from ${countries.only.join(', ')} only`]),
    ...(countries.except.length === 0 ? [] : [`not from ${countries.except.join(', ')}`]),
  ];
  return parts.join(', ');
}

function windowText({ withinMs, distinct }: ThresholdRule, { lastSlot, attempts, distinct: different }: MetWindow): string {
  const toMs = (lastSlot + 1) * slotMs;
  const what = distinct === null ? '' : ` (${distinctText(different, distinct.of)})`;
  return `${countText(attempts, 'attempt')}${what}, ${spanText(toMs - withinMs, toMs)}`;
}

/** `3 different targets` */
export function distinctText(count: number, of: string): string {
  return countText(count, `different ${of}`, `different ${plurals[of] ?? `${of}s`}`);
}

/** `15 minutes`, `1 hour`. */
function lengthText(ms: number): string {
  const minutes = ms / minuteMs;
  return minutes % 60 === 0 ? countText(minutes / 60, 'hour') : countText(minutes, 'minute');
}
