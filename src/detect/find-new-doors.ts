import { slotMs } from '../model/facts.ts';
import type { NewDoor } from '../model/findings/new-door.ts';
import { lastSlot, sumFlows } from './breakthrough/find-candidates.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';
import { learningText, lookbackText } from './history/learning-text.ts';
import { leadingCountries } from './leading-countries.ts';
import { leadingRule } from './leading-rule.ts';
import { findNewcomers, type Newcomer } from './new-doors/find-newcomers.ts';
import { readDoor, seenTarget } from './view-window.ts';
import { countText } from './words/count-text.ts';
import { minuteText } from './words/minute-text.ts';
import { portText } from './words/port-text.ts';

/**
 * Finds the doors, not open to any, through which someone was let in for the first time in the history: one finding a door, ordered by key,
 * with those who are new there, in the order in which they came.
 */
export function findNewDoors(detection: Detection): NewDoor[] {
  return [...Map.groupBy(findNewcomers(detection), ({ door }) => door).values()]
    .map((newcomers) => describe(detection, inOrder(detection, newcomers)))
    .filter((finding) => finding !== null)
    .sort((a, b) => compareText(a.key, b.key));
}

function inOrder({ view }: Detection, newcomers: readonly Newcomer[]): Newcomer[] {
  const { address } = view.facts.sources;
  return newcomers.toSorted((a, b) => a.firstSlot - b.firstSlot || compareText(address[a.source] ?? '', address[b.source] ?? ''));
}

function describe({ view, window, days, nameOf }: Detection, newcomers: readonly Newcomer[]): NewDoor | null {
  const [first] = newcomers;
  if (first === undefined) return null;
  const { allowed, rules, sources } = view.facts;
  const rows = newcomers.flatMap((newcomer) => newcomer.rows);
  const door = readDoor(view, first.door);
  const seen = seenTarget(view, first.door);
  const flowsOf = new Map(newcomers.map((newcomer) => [newcomer.source, sumFlows(allowed, newcomer.rows)]));
  return {
    finding: 'new-door',
    key: `${seen.key} ${portText(door.port, door.protocol)}`,
    severity: 'low',
    openedAtMs: first.firstSlot * slotMs,
    lastSeenAtMs: (lastSlot(allowed, rows) + 1) * slotMs,
    sources: newcomers.map(({ source }) => sources.address[source] ?? ''),
    doors: [door],
    score: null,
    digestOnly: false,
    installedAtMs: seen.installedAtMs,
    learning: learningText(days, window.startMs),
    door,
    targetName: nameOf(seen.target),
    flows: sumFlows(allowed, rows),
    countries: leadingCountries(flowsOf, sources.country),
    allowedBy: leadingRule(allowed, rows, rules),
    why: [
      `${countText(newcomers.length, 'source')} let in for the first time in ${lookbackText(days, window.startMs)}, the first at ${minuteText(first.firstSlot * slotMs)}.`,
      'The door did not stand open to any then, and the settings do not expect them there.',
      'Low, because whoever opened the door to them will most often know them.',
    ],
  };
}
