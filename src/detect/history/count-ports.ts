import type { DayHistory } from '../../model/history.ts';
import type { HourAttempts } from './attempts-of-hour.ts';
import { type NumberedPrefixes, numberPrefixes } from './number-prefixes.ts';
import type { DayView } from './view-day.ts';

/** Counts denied flows and distinct denied prefixes by watched port and hour of the day. */
export interface PortCounter {
  /** Each hour of the day once. */
  readonly addHour: (hourOfDay: number, attempts: HourAttempts) => void;
  readonly ports: () => DayHistory['ports'];
}

/** A counter with nothing counted. */
export function countPorts(view: DayView): PortCounter {
  const prefixes = numberPrefixes(view.sources);
  const lastHours = new Uint8Array(view.ports.length * prefixes.count);
  const rows: { port: number; hour: number; deniedFlows: number; deniedPrefixes: number }[] = [];
  return {
    addHour: (hour, attempts) => {
      const sums = sumHour(view, prefixes, lastHours, hour + 1, attempts);
      for (const [place, port] of view.ports.entries()) {
        const [deniedFlows = 0, deniedPrefixes = 0] = [sums.flows[place], sums.prefixes[place]];
        if (deniedFlows > 0) rows.push({ port, hour, deniedFlows, deniedPrefixes });
      }
    },
    ports: () => rows.sort((a, b) => a.port - b.port || a.hour - b.hour),
  };
}

/** @param lastHours by port and prefix in which hour it was last met: `hour` is none of those before */
function sumHour(
  { ports }: DayView,
  { ofSource, count }: NumberedPrefixes,
  lastHours: Uint8Array,
  hour: number,
  { source, door, isDenied, flows }: HourAttempts,
): { readonly flows: Float64Array; readonly prefixes: Float64Array } {
  const sums = { flows: new Float64Array(ports.length), prefixes: new Float64Array(ports.length) };
  for (let row = 0; row < source.length; row++) {
    if (isDenied[row] !== 1) continue;
    const place = (door[row] ?? 0) % ports.length;
    const met = place * count + (ofSource[source[row] ?? 0] ?? 0);
    sums.flows[place] = (sums.flows[place] ?? 0) + (flows[row] ?? 0);
    if (lastHours[met] === hour) continue;
    lastHours[met] = hour;
    sums.prefixes[place] = (sums.prefixes[place] ?? 0) + 1;
  }
  return sums;
}
