import type { PortKey, Target } from '../../model/facts.ts';
import type { DayHistory, DayRuns, DoorChange } from '../../model/history.ts';
import { foldDays } from '../history/fold-door-states.ts';
import { fullerTarget, targetKey } from '../target-identity.ts';

/** A door that came to stand open to any, with all changes of its state that the days tell. */
export interface OpenedDoor {
  readonly target: Target;
  readonly targetKey: string;
  readonly port: PortKey;
  readonly changes: readonly DoorChange[];
}

/** The targets of some days under one numbering. */
interface NumberedTargets {
  readonly targets: readonly Target[];
  readonly keys: readonly string[];
  /** For each day, from its index of a target to the number. */
  readonly ofDay: readonly Uint32Array[];
}

/** Place of a target before that of a port in one number: a `PortKey` of any protocol is less. */
const portLimit = 2 ** 24;

/**
 * Finds the doors that ever came to stand open to any in some days. All doors of all days are looked at, those with a run of let-ins
 * that may go on over midnight or that opened them are folded: few.
 *
 * @param days oldest first
 */
export function findOpenedDoors(days: readonly DayHistory[]): OpenedDoor[] {
  const numbered = numberTargets(days);
  return [...runsOfDoors(days, numbered, doorsLetIn(days, numbered))].flatMap(([door, runs]) => {
    const changes = foldDays(runs);
    const number = Math.floor(door / portLimit);
    const [target, key] = [numbered.targets[number], numbered.keys[number]];
    if (target === undefined || key === undefined || !changes.some(({ state }) => state === 'open')) return [];
    return [{ target, targetKey: key, port: door % portLimit, changes }];
  });
}

function numberTargets(days: readonly DayHistory[]): NumberedTargets {
  const numbers = new Map<string, number>();
  const targets: Target[] = [];
  const ofDay = days.map((day) =>
    Uint32Array.from(day.targets, (target) => {
      const key = targetKey(target);
      const number = numbers.get(key) ?? targets.length;
      numbers.set(key, number);
      targets[number] = fullerTarget(targets[number] ?? target, target);
      return number;
    }),
  );
  return { targets, keys: [...numbers.keys()], ofDay };
}

function doorsLetIn(days: readonly DayHistory[], { ofDay }: NumberedTargets): Set<number> {
  const doors = new Set<number>();
  for (const [i, day] of days.entries()) {
    for (const door of day.doors) if (mayOpen(door)) doors.add((ofDay[i]?.[door.target] ?? 0) * portLimit + door.port);
  }
  return doors;
}

function mayOpen({ firstRun, lastRun, changes }: DayRuns): boolean {
  return firstRun.decision === 'allowed' || lastRun.decision === 'allowed' || changes.some(({ state }) => state === 'open');
}

function runsOfDoors(
  days: readonly DayHistory[],
  { ofDay }: NumberedTargets,
  wanted: ReadonlySet<number>,
): Map<number, DayRuns[]> {
  const runs = new Map<number, DayRuns[]>([...wanted].map((door) => [door, []]));
  for (const [i, day] of days.entries()) {
    for (const door of day.doors) runs.get((ofDay[i]?.[door.target] ?? 0) * portLimit + door.port)?.push(door);
  }
  return runs;
}
