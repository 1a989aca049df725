import type { Clock } from '../ports/clock.ts';

/** Real time. */
export const wallClock: Clock = { now: () => Date.now() };

/** How the time of simulated or played logs runs against real time. */
export interface ClockCourse {
  /** At this real time, ms, … */
  readonly realOriginMs: number;
  /** … it is this event time, ms. */
  readonly eventOriginMs: number;
  /** Event seconds a real second. */
  readonly rate: number;
}

/** Event time: on its own course, or, with null, real time. */
export function eventClock(course: ClockCourse | null): Clock {
  if (course === null) return wallClock;
  const { realOriginMs, eventOriginMs, rate } = course;
  return { now: () => Math.round(eventOriginMs + (wallClock.now() - realOriginMs) * rate) };
}
