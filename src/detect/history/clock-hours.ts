/** Milliseconds in a clock hour. */
export const hourMs = 3_600_000;

/** The clock hour (UTC) of a time: `2026112123`. */
export function clockHour(ms: number): string {
  return new Date(ms).toISOString().slice(0, 13).replace(/[-T]/g, '');
}

/** Start of a clock hour such as `2026112123`, ms. */
export function clockHourStart(hour: string): number {
  return Date.UTC(Number(hour.slice(0, 4)), Number(hour.slice(4, 6)) - 1, Number(hour.slice(6, 8)), Number(hour.slice(8, 10)));
}

/** The last clock hours that had ended some time before `nowMs`, oldest first. */
export function endedHours(nowMs: number, count: number, endedForMs: number): readonly string[] {
  const endMs = Math.floor((nowMs - endedForMs) / hourMs) * hourMs;
  return Array.from({ length: count }, (_, i) => clockHour(endMs - (count - i) * hourMs));
}
