export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Worlds begin on a Monday. */
export const worldStartMs = Date.UTC(2026, 10, 2);

/** A clock hour of a world. */
export interface Hour {
  readonly startMs: number;
  /** Whole hours and days since the world began. */
  readonly index: number;
  readonly day: number;
  /** 0 to 23, UTC. */
  readonly hourOfDay: number;
}

/** The hour of a world by its number. */
export function hourAt(index: number): Hour {
  return { startMs: worldStartMs + index * hourMs, index, day: Math.floor(index / 24), hourOfDay: index % 24 };
}

/** Monday to Friday, from 7 to 18 (UTC). */
export function isWorkingHour(atMs: number): boolean {
  const at = new Date(atMs);
  const weekday = at.getUTCDay();
  return weekday >= 1 && weekday <= 5 && at.getUTCHours() >= 7 && at.getUTCHours() < 18;
}
