import type { ThresholdReached } from '../../model/findings/threshold-reached.ts';
import { compareText } from '../compare-text.ts';
import type { Detection } from '../detection.ts';
import { leadingCountries } from '../leading-countries.ts';
import {
  compareDoors,
  type DoorKey,
  doorKey,
  doorPort,
  doorTarget,
  readDoor,
  type SeenTarget,
  type WindowView,
} from '../view-window.ts';
import type { RuleRows } from './rule-rows.ts';
import { type FlowSums, tallyRows } from './tally-rows.ts';

/** Doors that are named one by one: attempts at more are about no door in particular. */
const mostDoors = 32;

/** Who made the attempts of a window, and where. */
type Measured = Pick<ThresholdReached, 'sourceCount' | 'countries' | 'targetNames' | 'doors' | 'installedAtMs'>;

/** Makes the function that tells who made the attempts of some rows (at least one), and where. */
export function measureWindows(
  { view, nameOf }: Pick<Detection, 'view' | 'nameOf'>,
  { columns, ports, numbers }: RuleRows,
): (rows: Uint32Array) => Measured {
  const [target, port] = [numbers('target'), numbers('port')];
  const atDoor = (row: number): number => target.at(row) * port.size + port.at(row);
  const readNumber = (number: number): DoorKey => {
    const key = ports[number % port.size] ?? 0;
    return doorKey(Math.floor(number / port.size), key % 0x10000, Math.floor(key / 0x10000));
  };
  const flowsOfSource = tallyRows(columns.flows, numbers('source'));
  const flowsOfDoor = tallyRows(columns.flows, { size: target.size * port.size, at: atDoor });
  return (rows) => {
    const sources = flowsOfSource(rows);
    const doors = new Map([...flowsOfDoor(rows)].map(([number, flows]) => [readNumber(number), flows]));
    const targets = targetsOf(view, doors);
    return {
      sourceCount: sources.size,
      countries: leadingCountries(sources, view.facts.sources.country),
      targetNames: [...new Set(targets.map((seen) => nameOf(seen.target)))],
      doors: particularDoors(view, [...doors.keys()]),
      installedAtMs: Math.min(...targets.map(({ installedAtMs }) => installedAtMs)),
    };
  };
}

/** The targets of some doors, most flows first. */
function targetsOf(view: WindowView, doors: FlowSums): readonly SeenTarget[] {
  const flows = new Map<number, number>();
  for (const [door, ofDoor] of doors) flows.set(doorTarget(door), (flows.get(doorTarget(door)) ?? 0) + ofDoor);
  return [...flows]
    .flatMap(([index, ofTarget]) => {
      const seen = view.targets[index];
      return seen === undefined ? [] : [{ seen, flows: ofTarget }];
    })
    .sort((a, b) => b.flows - a.flows || compareText(a.seen.key, b.seen.key))
    .map(({ seen }) => seen);
}

/** Doors of one target, or of one port, if they are few: else the attempts are about no door in particular. */
function particularDoors(view: WindowView, doors: readonly DoorKey[]): ThresholdReached['doors'] {
  const isOne = (part: (door: DoorKey) => number): boolean => new Set(doors.map(part)).size === 1;
  if (doors.length > mostDoors || !(isOne(doorTarget) || isOne(doorPort))) return [];
  return doors.toSorted((a, b) => compareDoors(view, a, b)).map((door) => readDoor(view, door));
}
