import type { Facts, PortKey, Target } from '../../model/facts.ts';
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
  /** Sources of attempts, in the order of their text. */
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
  const placeOfPort = placesOf(ports);
  const { sources, dayOfSource } = numberSources(ordered, placeOfPort);
  const targets = targetsOf(ordered);
  const places = new Map(targets.map((target, i) => [targetKey(target), i]));
  return {
    hours: ordered.map((hour, i) => ({
      ...hour,
      dayOfSource: dayOfSource[i] ?? new Uint32Array(0),
      dayOfTarget: Uint32Array.from(hour.facts.targets, (target) => places.get(targetKey(target)) ?? 0),
    })),
    sources,
    targets,
    ports,
    placeOfPort,
  };
}

/** Tells the place of a port in a list, -1 where it is not in it. */
export function placesOf(ports: readonly PortKey[]): DayView['placeOfPort'] {
  const byProtocol: (Int32Array | undefined)[] = [];
  for (const [place, key] of ports.entries()) {
    const places = byProtocol[key >>> 16] ?? new Int32Array(0x10000).fill(-1);
    places[key & 0xffff] = place;
    byProtocol[key >>> 16] = places;
  }
  return (port, protocol) => byProtocol[protocol]?.[port] ?? -1;
}

/** Looks each source of an hour up once, in the order met, then puts all in the order of their text. */
function numberSources(
  hours: readonly DayHour[],
  placeOfPort: DayView['placeOfPort'],
): { readonly sources: readonly string[]; readonly dayOfSource: readonly Uint32Array[] } {
  const numbers = new Map<string, number>();
  const met = hours.map(({ facts }) => {
    const tries = sourcesThatTry(facts, placeOfPort);
    const ofHour = new Uint32Array(tries.length);
    for (const [i, address] of facts.sources.address.entries()) {
      if (tries[i] !== 1) continue;
      const number = numbers.get(address) ?? numbers.size;
      if (number === numbers.size) numbers.set(address, number);
      ofHour[i] = number;
    }
    return ofHour;
  });
  const sources = [...numbers.keys()].sort();
  const places = new Uint32Array(numbers.size);
  for (const [place, source] of sources.entries()) places[numbers.get(source) ?? 0] = place;
  return { sources, dayOfSource: met.map((ofHour) => ofHour.map((number) => places[number] ?? 0)) };
}

/** 1 for each source that has an attempt in the hour. */
function sourcesThatTry({ sources, denied, allowed }: Facts, placeOfPort: DayView['placeOfPort']): Uint8Array {
  const tries = new Uint8Array(sources.address.length);
  for (const { source, port, protocol } of [denied, allowed]) {
    for (let row = 0; row < source.length; row++) {
      if (placeOfPort(port[row] ?? 0, protocol[row] ?? 0) >= 0) tries[source[row] ?? 0] = 1;
    }
  }
  return tries;
}

function targetsOf(hours: readonly DayHour[]): Target[] {
  const targets = new Map<string, Target>();
  for (const { facts } of hours) {
    const isThere = new Uint8Array(facts.targets.length);
    for (const { target } of [facts.denied, facts.allowed]) for (const index of target) isThere[index] = 1;
    for (const target of facts.targets.filter((_, i) => isThere[i] === 1)) {
      const key = targetKey(target);
      targets.set(key, fullerTarget(targets.get(key) ?? target, target));
    }
  }
  return [...targets.values()].sort(compareTargets);
}

/** Target and port of a door's number. */
export function readDoorNumber(view: DayView, door: number): { readonly target: number; readonly port: PortKey } {
  return { target: Math.floor(door / view.ports.length), port: view.ports[door % view.ports.length] ?? 0 };
}

/** The port keys of watched ports. */
export function keysOf(watched: readonly { readonly port: number; readonly protocol: number }[]): PortKey[] {
  return watched.map(({ port, protocol }) => portKey(port, protocol));
}
