import { isDeepStrictEqual } from 'node:util';
import type { Fault } from './fault-ports.ts';
import { runScenario, type ScenarioRun } from './scenario-world.ts';

/** What befalls a call; `other`: another instance runs all its timers just before it. */
export type Trouble = 'before' | 'after' | 'ends-before' | 'ends-after' | 'other';

/** One call of the scenario with what befalls it. */
export interface FaultPoint {
  /** Counted from 1. */
  readonly at: number;
  readonly call: string;
  readonly trouble: Trouble;
}

const reading = /\.(read|list|hoursUpTo|find)/;
/** A call that only reads has no effect that could be lost: failing before it and behind it are the same. */
export const isReading = (call: string): boolean => reading.test(call);

/** Which of the points to try: every `reads`-th reading call fails; every `more`-th one of each kind also meets the other troubles. */
export interface Density {
  readonly reads: number;
  readonly more: { readonly reads: number; readonly writes: number };
}

/** The points of a run without faults: every call that writes fails before and after it took effect, whatever the density. */
export function faultPoints(calls: readonly string[], { reads, more }: Density): readonly FaultPoint[] {
  let ofReads = 0;
  let ofWrites = 0;
  return calls.flatMap((call, i) => {
    const point = (trouble: Trouble): FaultPoint => ({ at: i + 1, call, trouble });
    if (isReading(call)) {
      const place = ofReads++;
      return [
        ...(place % reads === 0 ? [point('before')] : []),
        ...(place % more.reads === 0 ? [point('ends-before'), point('other')] : []),
      ];
    }
    const ends = ofWrites++ % more.writes === 0 ? [point('ends-before'), point('ends-after'), point('other')] : [];
    return [point('before'), point('after'), ...ends];
  });
}

/** The scenario with one fault. */
export function runWith({ at, trouble }: FaultPoint, mayLook = true): Promise<ScenarioRun> {
  const faults = (otherTick: () => Promise<void>): readonly Fault[] => [{ at, how: trouble === 'other' ? otherTick : trouble }];
  return runScenario({ faults, mayLook });
}

/** What differs between two runs, value by value; none where they left the same. */
export function differences(disturbed: ScenarioRun, undisturbed: ScenarioRun): readonly string[] {
  return (['alive', 'ended'] as const).flatMap((when) => differing(when, disturbed[when], undisturbed[when]));
}

function differing(path: string, found: unknown, expected: unknown): readonly string[] {
  if (isDeepStrictEqual(found, expected)) return [];
  if (!isObject(found) || !isObject(expected)) return [`${path} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`];
  const keys = new Set([...Object.keys(found), ...Object.keys(expected)]);
  return [...keys].flatMap((key) => differing(`${path}.${key}`, found[key], expected[key]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Where a run contradicts itself: hours that differ by where they are read, or that wait to be rolled up or evaluated. */
export function contradictions({ alive }: ScenarioRun): readonly string[] {
  return [
    ...(isDeepStrictEqual(alive.asRead, alive.fromStreams) ? [] : ['hours as read differ from the streams']),
    ...alive.staleHours.map((hour) => `${hour} is not rolled up as it is`),
    ...alive.waiting.map((hour) => `${hour} waits to be evaluated`),
  ];
}

/** One line for people. */
export const pointText = ({ at, call, trouble }: FaultPoint): string => `${trouble} at call ${at}, ${call}`;
