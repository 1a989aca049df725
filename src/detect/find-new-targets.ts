import { slotMs } from '../model/facts.ts';
import type { NewTarget } from '../model/findings/new-target.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';
import { learningText, lookbackText } from './history/learning-text.ts';
import { listNewcomers, type NewcomingTarget } from './new-targets/list-newcomers.ts';
import type { Reach } from './new-targets/reach-of-targets.ts';
import { countText } from './words/count-text.ts';
import { minuteText } from './words/minute-text.ts';

/**
 * Finds the targets that the internet reached for the first time in the history: one finding a target, ordered by key. A group that settings
 * name by CIDR or resource id is one target: a new member of it is none while another was reached before.
 */
export function findNewTargets(detection: Detection): NewTarget[] {
  const newcomers = listNewcomers(detection);
  return [...Map.groupBy(newcomers, ({ key }) => key).values()]
    .map((ofKey) => describe(detection, ofKey))
    .sort((a, b) => compareText(a.key, b.key));
}

function describe({ window, days, nameOf }: Detection, newcomers: readonly NewcomingTarget[]): NewTarget {
  const [first] = newcomers.toSorted((a, b) => a.reach.firstSlot - b.reach.firstSlot || compareText(a.seen.key, b.seen.key));
  if (first === undefined) throw new RangeError('A new target needs at least one that was reached, got none');
  const sum = (pick: (reach: Reach) => number) => newcomers.reduce((total, { reach }) => total + pick(reach), 0);
  const [denied, allowed] = [sum((reach) => reach.denied), sum((reach) => reach.allowed)];
  return {
    finding: 'new-target',
    key: first.key,
    severity: 'low',
    openedAtMs: first.reach.firstSlot * slotMs,
    lastSeenAtMs: (Math.max(...newcomers.map(({ reach }) => reach.lastSlot)) + 1) * slotMs,
    sources: [],
    doors: [],
    score: null,
    digestOnly: false,
    installedAtMs: first.seen.installedAtMs,
    learning: learningText(days, window.startMs),
    target: first.seen.target,
    targetName: nameOf(first.seen.target),
    denied,
    allowed,
    why: [
      `Reached from the internet at ${minuteText(first.reach.firstSlot * slotMs)}, for the first time in ${lookbackText(days, window.startMs)}.`,
      ...(newcomers.length > 1
        ? [`${newcomers.length} targets of one group that the settings name were, none of them before.`]
        : []),
      `Since then ${countText(denied, 'flow')} denied, and ${allowed} let in on watched ports.`,
      'Low, because a new machine with a public address is news, not yet a danger.',
    ],
  };
}
