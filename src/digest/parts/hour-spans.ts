import type { HourSpan } from '../../model/digest/digest-day.ts';
import { clockHourStart } from '../local-day.ts';

const hourMs = 3_600_000;

/** Clock hours (`2026112110`, oldest first) as stretches without a gap. */
export function hourSpans(hours: readonly string[]): readonly HourSpan[] {
  const spans: HourSpan[] = [];
  for (const startMs of hours.map(clockHourStart)) {
    const last = spans.at(-1);
    if (last?.toMs === startMs) spans[spans.length - 1] = { fromMs: last.fromMs, toMs: startMs + hourMs };
    else spans.push({ fromMs: startMs, toMs: startMs + hourMs });
  }
  return spans;
}
