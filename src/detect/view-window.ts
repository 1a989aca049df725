import type { Facts, Target } from '../model/facts.ts';
import type { Door } from '../model/findings/finding-core.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { WindowFacts } from '../model/window.ts';
import { compareText } from './compare-text.ts';
import { type ExpectedAtDoor, expectedAtDoor } from './match/expected-at-door.ts';
import { fullerTarget, targetKey } from './target-identity.ts';
import { type IsWatched, watchedPorts } from './watched-ports.ts';

/** A door as one number: index of its target × 2²⁴ + protocol × 65536 + port. */
export type DoorKey = number;

/** A window as detection reads it: its facts, with each target once and doors as numbers. */
export interface WindowView {
  readonly facts: Facts;
  /** Each target once: a NIC that several logs cover has one index. */
  readonly targets: readonly SeenTarget[];
  /** From the index of a target in the facts to its index in `targets`. */
  readonly targetOf: Uint32Array;
  readonly isWatched: IsWatched;
  readonly isExpected: ExpectedAtDoor;
}

export interface SeenTarget {
  readonly target: Target;
  /** The same in every evaluation: MAC and address. */
  readonly key: string;
  /** When a flow log of it was first seen, ms. */
  readonly installedAtMs: number;
}

/** Prepares a window for detection; costs nothing by row. */
export function viewWindow(window: WindowFacts, settings: DetectionSettings): WindowView {
  const { targets, targetOf } = mergeTargets(window);
  return {
    facts: window.facts,
    targets,
    targetOf,
    isWatched: watchedPorts(settings.watchedPorts),
    isExpected: expectedAtDoor(settings),
  };
}

/** The number of a door; `target` is an index into `view.targets`. */
export function doorKey(target: number, port: number, protocol: number): DoorKey {
  return target * 0x1000000 + protocol * 0x10000 + port;
}

/** Index into `view.targets` of a door's target. */
export function doorTarget(door: DoorKey): number {
  return Math.floor(door / 0x1000000);
}

/** Port and protocol of a door, as one number. */
export function doorPort(door: DoorKey): number {
  return door % 0x1000000;
}

/** The door that a number stands for. */
export function readDoor(view: WindowView, door: DoorKey): Door {
  const port = doorPort(door);
  return { target: seenTarget(view, door).target, port: port % 0x10000, protocol: Math.floor(port / 0x10000) };
}

/** The target of a door. */
export function seenTarget(view: WindowView, door: DoorKey): SeenTarget {
  const seen = view.targets[doorTarget(door)];
  if (seen === undefined) throw new RangeError(`Door ${door} names target ${doorTarget(door)} of ${view.targets.length}`);
  return seen;
}

function mergeTargets(window: WindowFacts): Pick<WindowView, 'targets' | 'targetOf'> {
  const indexOf = new Map<string, number>();
  const targets: SeenTarget[] = [];
  const targetOf = Uint32Array.from(window.facts.targets, (target, i) => {
    const seen = { target, key: targetKey(target), installedAtMs: window.targetInstalledAtMs[i] ?? 0 };
    const index = indexOf.get(seen.key) ?? targets.length;
    indexOf.set(seen.key, index);
    targets[index] = joinSeen(targets[index] ?? seen, seen);
    return index;
  });
  return { targets, targetOf };
}

/** Two views of one target as one: what says most, and the earlier installation. */
function joinSeen(a: SeenTarget, b: SeenTarget): SeenTarget {
  return { ...a, target: fullerTarget(a.target, b.target), installedAtMs: Math.min(a.installedAtMs, b.installedAtMs) };
}

/** Orders doors by what they are, however the facts number their targets. */
export function compareDoors(view: WindowView, a: DoorKey, b: DoorKey): number {
  return doorPort(a) - doorPort(b) || compareText(seenTarget(view, a).key, seenTarget(view, b).key);
}

/** Whether a source of the facts, by its index, is expected at a door. */
export function isExpectedThere(view: WindowView, door: DoorKey, source: number): boolean {
  const { target, port, protocol } = readDoor(view, door);
  return view.isExpected(view.facts.sources.address[source] ?? '', target, port, protocol);
}
