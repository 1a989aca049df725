/** From the first hour with records to the end of the last, ms. */
export interface SpanOfLogs {
  readonly fromMs: number;
  readonly toMs: number;
}

const dayMs = 86_400_000;

/** Its length in days. */
export const daysOf = ({ fromMs, toMs }: SpanOfLogs): number => (toMs - fromMs) / dayMs;

/** How many of something that is a day; of less than a whole day nothing is foretold. */
export const perDay = (count: number, span: SpanOfLogs): number => count / Math.max(1, daysOf(span));

/** Its calendar days (UTC), `2026-11-21`. */
export function datesOf({ fromMs, toMs }: SpanOfLogs): readonly string[] {
  const first = Math.floor(fromMs / dayMs);
  const last = Math.floor((toMs - 1) / dayMs);
  return Array.from({ length: last - first + 1 }, (_, i) => dateOf((first + i) * dayMs));
}

/** The day (UTC) of a time. */
export const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
