import type { DeniedColumns, Facts, PortKey, Target } from '../../model/facts.ts';
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
  /** Sources of attempts, in the order of their text. */
  readonly sources: readonly string[];
  /** Targets of any fact, in order. */
  readonly targets: readonly Target[];
  /** Watched ports, ascending. */
  readonly ports: readonly PortKey[];
  /** Place of a port in `ports`, -1 where it is not watched. */
  readonly placeOfPort: (port: number, protocol: number) => number;
  readonly indexOfSource: ReadonlyMap<string, number>;
  readonly indexOfTarget: ReadonlyMap<string, number>;
}

/** The attempts (on watched ports) of one hour. Columns of equal length. */
export interface HourAttempts {
  readonly slot: Uint32Array;
  /** Index into `sources`. */
  readonly source: Uint32Array;
  /** Index into `targets` × number of `ports` + place of the port. */
  readonly door: Float64Array;
  /** 1 turned away, 0 let in. */
  readonly isDenied: Uint8Array;
  readonly flows: Uint32Array;
}

/** Numbers the sources and targets of a day. */
export function viewDay(hours: readonly DayHour[], watched: Iterable<PortKey>): DayView {
  const ports = [...new Set(watched)].sort((a, b) => a - b);
  const placeOfPort = placesOf(ports);
  const sources = sourcesOf(hours, placeOfPort);
  const targets = targetsOf(hours);
  return {
    sources,
    targets,
    ports,
    placeOfPort,
    indexOfSource: new Map(sources.map((source, i) => [source, i])),
    indexOfTarget: new Map(targets.map((target, i) => [targetKey(target), i])),
  };
}

function placesOf(ports: readonly PortKey[]): DayView['placeOfPort'] {
  const byProtocol: (Int32Array | undefined)[] = [];
  for (const [place, key] of ports.entries()) {
    const places = byProtocol[key >>> 16] ?? new Int32Array(0x10000).fill(-1);
    places[key & 0xffff] = place;
    byProtocol[key >>> 16] = places;
  }
  return (port, protocol) => byProtocol[protocol]?.[port] ?? -1;
}

function sourcesOf(hours: readonly DayHour[], placeOfPort: DayView['placeOfPort']): string[] {
  const sources = new Set<string>();
  for (const { facts } of hours) {
    const isThere = new Uint8Array(facts.sources.address.length);
    for (const { source, port, protocol } of [facts.denied, facts.allowed]) {
      for (let row = 0; row < source.length; row++) {
        if (placeOfPort(port[row] ?? 0, protocol[row] ?? 0) >= 0) isThere[source[row] ?? 0] = 1;
      }
    }
    facts.sources.address.forEach((address, i) => {
      if (isThere[i] === 1) sources.add(address);
    });
  }
  return [...sources].sort(compareText);
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

/** Lists the attempts of an hour of the day. */
export function attemptsOfHour(view: DayView, facts: Facts): HourAttempts {
  const count = facts.allowed.slot.length + facts.denied.slot.length;
  const attempts: HourAttempts = {
    slot: new Uint32Array(count),
    source: new Uint32Array(count),
    door: new Float64Array(count),
    isDenied: new Uint8Array(count),
    flows: new Uint32Array(count),
  };
  const sources = Uint32Array.from(facts.sources.address, (address) => view.indexOfSource.get(address) ?? 0);
  const targets = Uint32Array.from(facts.targets, (target) => view.indexOfTarget.get(targetKey(target)) ?? 0);
  const numbers = { view, sources, targets };
  const letIn = addRows(attempts, 0, facts.allowed, 0, numbers);
  const end = addRows(attempts, letIn, facts.denied, 1, numbers);
  return {
    slot: attempts.slot.subarray(0, end),
    source: attempts.source.subarray(0, end),
    door: attempts.door.subarray(0, end),
    isDenied: attempts.isDenied.subarray(0, end),
    flows: attempts.flows.subarray(0, end),
  };
}

interface Numbers {
  readonly view: DayView;
  /** From an index in the hour's facts to that in the day. */
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
}

function addRows(
  attempts: HourAttempts,
  from: number,
  { slot, source, target, port, protocol, flows }: DeniedColumns,
  isDenied: 0 | 1,
  { view, sources, targets }: Numbers,
): number {
  let at = from;
  for (let row = 0; row < slot.length; row++) {
    const place = view.placeOfPort(port[row] ?? 0, protocol[row] ?? 0);
    if (place < 0) continue;
    attempts.slot[at] = slot[row] ?? 0;
    attempts.source[at] = sources[source[row] ?? 0] ?? 0;
    attempts.door[at] = (targets[target[row] ?? 0] ?? 0) * view.ports.length + place;
    attempts.isDenied[at] = isDenied;
    attempts.flows[at++] = flows[row] ?? 0;
  }
  return at;
}

/** Target and port of a door's number. */
export function readDoorNumber(view: DayView, door: number): { readonly target: number; readonly port: PortKey } {
  return { target: Math.floor(door / view.ports.length), port: view.ports[door % view.ports.length] ?? 0 };
}

/** The port keys of watched ports. */
export function keysOf(watched: readonly { readonly port: number; readonly protocol: number }[]): PortKey[] {
  return watched.map(({ port, protocol }) => portKey(port, protocol));
}
