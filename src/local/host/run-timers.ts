import { setTimeout } from 'node:timers/promises';
import type { InvocationRequest } from './core-api.ts';
import type { RegisteredFunction } from './functions-core.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { type Trigger, triggerOf } from './trigger-of.ts';

/** Seconds between runs, by function, in place of its schedule; such a function also runs at once. */
export type Intervals = Readonly<Record<string, number>>;

export interface TimerPlan {
  readonly intervals: Intervals;
  /** Functions that do not run before they are released. */
  readonly held: readonly string[];
}

export interface Timers {
  /** Lets a held function begin: at once if it has an interval. */
  release(functionName: string): void;
  /** Runs under way go on. */
  stop(): void;
}

/**
 * Drives the timer triggers: one run of a function at a time, the next one at its schedule, or its interval after the last began.
 *
 * @param run runs the function; it never rejects.
 */
export function runTimers(
  functions: readonly RegisteredFunction[],
  { intervals, held }: TimerPlan,
  run: (registered: RegisteredFunction, request: InvocationRequest) => Promise<void>,
): Timers {
  const stopped = new AbortController();
  const holds = new Map(held.map((name) => [name, Promise.withResolvers<void>()]));
  for (const registered of functions) {
    const { name } = registered.metadata;
    const trigger = triggerOf(registered, 'timerTrigger');
    const begin = async (): Promise<void> => {
      await holds.get(name)?.promise;
      if (trigger !== null) await drive(registered, trigger, intervals[name], run, stopped.signal);
    };
    void begin();
  }
  return { release: (name) => holds.get(name)?.resolve(), stop: () => stopped.abort() };
}

async function drive(
  registered: RegisteredFunction,
  trigger: Trigger,
  seconds: number | undefined,
  run: (registered: RegisteredFunction, request: InvocationRequest) => Promise<void>,
  stopped: AbortSignal,
): Promise<void> {
  let dueMs = seconds === undefined ? nextDue(trigger, undefined) : Date.now();
  while (await reached(dueMs, stopped)) {
    dueMs = nextDue(trigger, seconds);
    await run(registered, timerRequest(trigger, dueMs));
  }
}

function nextDue(trigger: Trigger, seconds: number | undefined): number {
  return seconds === undefined ? nextOccurrence(trigger.binding.schedule ?? '', Date.now()) : Date.now() + seconds * 1000;
}

/** True when the time has come, false where the timers were stopped before. */
function reached(dueMs: number, stopped: AbortSignal): Promise<boolean> {
  return setTimeout(Math.max(0, dueMs - Date.now()), true, { signal: stopped }).catch(() => false);
}

function timerRequest(trigger: Trigger, nextMs: number): InvocationRequest {
  const now = new Date().toISOString();
  const timer = {
    IsPastDue: false,
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: now, Next: new Date(nextMs).toISOString(), LastUpdated: now },
  };
  return { inputData: [{ name: trigger.name, data: { json: JSON.stringify(timer) } }], triggerMetadata: {} };
}
