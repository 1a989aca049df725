import { slotMs } from '../../model/facts.ts';
import { compareText } from '../compare-text.ts';
import type { Detection } from '../detection.ts';
import { type Grouping, groupRows } from './group-rows.ts';
import { type NamedGroup, nameGroup } from './name-group.ts';
import type { RuleRows } from './rule-rows.ts';
import { type MetStretch, slideWindow, type WindowBounds } from './slide-window.ts';
import { wantedRows } from './wanted-rows.ts';

/** Nobody reads about more groups than this: of those that meet a rule, the ones with the most attempts are told. */
export const mostGroups = 100;

/** A group that meets a rule. */
export interface ReachedGroup extends NamedGroup {
  readonly stretch: MetStretch;
}

/** The groups that meet a rule. */
export interface ReachedGroups {
  /** At most 100, most attempts first. */
  readonly groups: readonly ReachedGroup[];
  /** How many there are. */
  readonly reached: number;
}

/** Finds the groups that meet a rule in any window of its length. */
export function reachedGroups(detection: Pick<Detection, 'view' | 'nameOf'>, rows: RuleRows): ReachedGroups {
  const { rule, columns } = rows;
  const isWanted = wantedRows(rows, detection.view.facts.sources);
  const groups = groupRows(rows, { ...groupingOf(rows), isWanted, leastFlows: rule.count });
  const slide = slideOver(rows, { attempts: rule.count, distinct: rule.distinct?.atLeast ?? 0 });
  const stretches = groups.map(slide).filter((stretch) => stretch !== null);
  const named = mostAttempts(stretches).map((stretch) => ({
    stretch,
    ...nameGroup(detection, columns, rule.per, stretch.latest.rows[0] ?? 0),
  }));
  return { groups: named.sort(byAttempts).slice(0, mostGroups), reached: stretches.length };
}

/** How a rule groups its rows. */
export function groupingOf({ rule, numbers }: RuleRows): Pick<Grouping, 'by' | 'within'> {
  return {
    by: numbers(rule.per === 'source+target' ? 'source' : rule.per),
    within: rule.per === 'source+target' ? numbers('target') : null,
  };
}

/** Slides a window of the rule's length over the rows of a group; see `slideWindow`. */
export function slideOver(
  { rule, columns, numbers }: RuleRows,
  bounds: Omit<WindowBounds, 'slots'>,
): (rows: Uint32Array) => MetStretch | null {
  const different = rule.distinct === null ? null : numbers(rule.distinct.of);
  return slideWindow(columns, { slots: rule.withinMs / slotMs, ...bounds }, different);
}

/** Those with the most attempts: so many as are told, and all that have as many as the last of these. */
function mostAttempts(stretches: readonly MetStretch[]): readonly MetStretch[] {
  if (stretches.length <= mostGroups) return stretches;
  const attempts = Float64Array.from(stretches, ({ fullest }) => fullest.attempts).sort();
  const least = attempts[attempts.length - mostGroups] ?? 0;
  return stretches.filter(({ fullest }) => fullest.attempts >= least);
}

function byAttempts(a: ReachedGroup, b: ReachedGroup): number {
  return b.stretch.fullest.attempts - a.stretch.fullest.attempts || compareText(a.key, b.key);
}
