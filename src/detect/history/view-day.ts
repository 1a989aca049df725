import type { Facts, PortKey, Sources, Target } from '../../model/facts.ts';
import type { LogSummary } from '../../model/hour.ts';
import { compareText } from '../compare-text.ts';
import { compareTargets, fullerTarget, targetKey } from '../target-identity.ts';
import { portKey } from '../watched-ports.ts';

/** An hour of a day, of the logs that count. */
export interface DayHour {
  /** `2026112123` (UTC). */
  readonly hour: string;
  readonly facts: Facts;
  readonly logs: readonly LogSummary[];
}

/** What the hours of a day have in common: the numbers by which sources, targets and doors go. */
export interface DayView {
  /** In order of time. */
  readonly hours: readonly HourView[];
  /** Each once, in any order: few of many are asked for their text. */
  readonly sources: readonly string[];
  /** Targets of any fact, in order. */
  readonly targets: readonly Target[];
  /** Watched ports, ascending. */
  readonly ports: readonly PortKey[];
  /** Place of a port in `ports`, -1 where it is not watched. */
  readonly placeOfPort: (port: number, protocol: number) => number;
}

/** An hour with what its facts' numbers are in the day. */
export interface HourView extends DayHour {
  /** From the index of a source in the hour's facts to that in the day's `sources`. */
  readonly dayOfSource: Uint32Array;
  readonly dayOfTarget: Uint32Array;
}

/** Numbers the sources and targets of a day. */
export function viewDay(hours: readonly DayHour[], watched: Iterable<PortKey>): DayView {
  const ordered = hours.toSorted((a, b) => compareText(a.hour, b.hour));
  const ports = [...new Set(watched)].sort((a, b) => a - b);
  const { sources, placesOf } = numberSources(ordered);
  const targets = targetsOf(ordered);
  const places = new Map(targets.map((target, i) => [targetKey(target), i]));
  return {
    hours: ordered.map((hour) => ({
      ...hour,
      dayOfSource: placesOf(hour.facts.sources),
      dayOfTarget: Uint32Array.from(hour.facts.targets, (target) => places.get(targetKey(target)) ?? 0),
    })),
    sources,
    targets,
    ports,
    placeOfPort: placesOfPorts(ports),
  };
}

/** Tells the place of a port in a list, -1 where it is not in it. */
export function placesOfPorts(ports: readonly PortKey[]): DayView['placeOfPort'] {
  const protocols = [...new Set(ports.map((key) => key >>> 16))];
  /** Where the ports of a protocol begin in `places`; those of all that are not watched begin at 0. */
  const starts = new Uint32Array(256);
  for (const [i, protocol] of protocols.entries()) starts[protocol] = (i + 1) * portsOfProtocol;
  const places = new Int32Array((protocols.length + 1) * portsOfProtocol).fill(-1);
  for (const [place, key] of ports.entries()) places[(starts[key >>> 16] ?? 0) + (key & 0xffff)] = place;
  return (port, protocol) => places[(starts[protocol] ?? 0) + port] ?? -1;
}

const portsOfProtocol = 0x10000;

interface NumberedSources {
  readonly sources: readonly string[];
  /** From the index of a source in its list to its number. */
  readonly placesOf: (list: Sources) => Uint32Array;
}

/** Hours whose facts share one list of sources, as those of a window do, go by its numbers: no text is looked up. */
function numberSources(hours: readonly DayHour[]): NumberedSources {
  const lists = [...new Set(hours.map(({ facts }) => facts.sources))];
  const [only] = lists;
  if (only !== undefined && lists.length === 1) {
    const places = new Uint32Array(only.address.length);
    for (let place = 0; place < places.length; place++) places[place] = place;
    return { sources: only.address, placesOf: () => places };
  }
  const numbers = new Map<string, number>();
  const places = new Map(lists.map((list) => [list, addSources(numbers, list)]));
  return { sources: [...numbers.keys()], placesOf: (list) => places.get(list) ?? new Uint32Array(0) };
}

function addSources(numbers: Map<string, number>, { address }: Sources): Uint32Array {
  return Uint32Array.from(address, (source) => {
    const number = numbers.get(source) ?? numbers.size;
    if (number === numbers.size) numbers.set(source, number);
    return number;
  });
}

function targetsOf(hours: readonly DayHour[]): Target[] {
  const targets = new Map<string, Target>();
  for (const [list, ofList] of Map.groupBy(hours, ({ facts }) => facts.targets)) {
    for (const target of namedTargets(list, ofList)) {
      const key = targetKey(target);
      targets.set(key, fullerTarget(targets.get(key) ?? target, target));
    }
  }
  return [...targets.values()].sort(compareTargets);
}

/** The targets of a list that rows of the hours name: looked for until all are found, which is soon. */
function namedTargets(list: readonly Target[], hours: readonly DayHour[]): readonly Target[] {
  const isNamed = new Uint8Array(list.length);
  let left = list.length;
  for (const { facts } of hours) {
    for (const { target } of [facts.denied, facts.allowed]) {
      for (let row = 0; row < target.length && left > 0; row++) {
        const place = target[row] ?? 0;
        if (isNamed[place] === 0) left--;
        isNamed[place] = 1;
      }
    }
  }
  return list.filter((_, place) => isNamed[place] === 1);
}

/** Target and port of a door's number. */
export function readDoorNumber(view: DayView, door: number): { readonly target: number; readonly port: PortKey } {
  return { target: Math.floor(door / view.ports.length), port: view.ports[door % view.ports.length] ?? 0 };
}

/** The port keys of watched ports. */
export function keysOf(watched: readonly { readonly port: number; readonly protocol: number }[]): PortKey[] {
  return watched.map(({ port, protocol }) => portKey(port, protocol));
}
