import type { DayHistory } from '../../model/history.ts';
import { networkPrefix } from '../network-block.ts';
import type { HourAttempts } from './attempts-of-hour.ts';
import type { DayView } from './view-day.ts';

/** Counts denied flows and distinct denied prefixes by watched port and hour of the day. */
export interface PortCounter {
  readonly addHour: (hourOfDay: number, attempts: HourAttempts) => void;
  readonly ports: () => DayHistory['ports'];
}

/** A counter with nothing counted. */
export function countPorts(view: DayView): PortCounter {
  const prefixOf = numberPrefixes(view.sources);
  const rows: { port: number; hour: number; deniedFlows: number; deniedPrefixes: number }[] = [];
  return {
    addHour: (hour, attempts) => {
      const { flows, prefixes } = sumHour(view, prefixOf, attempts);
      for (const [place, port] of view.ports.entries()) {
        const [deniedFlows = 0, deniedPrefixes = 0] = [flows[place], prefixes[place]];
        if (deniedFlows > 0) rows.push({ port, hour, deniedFlows, deniedPrefixes });
      }
    },
    ports: () => rows.sort((a, b) => a.port - b.port || a.hour - b.hour),
  };
}

interface Prefixes {
  /** Number of the prefix of each source. */
  readonly ofSource: Uint32Array;
  readonly count: number;
}

function numberPrefixes(sources: readonly string[]): Prefixes {
  const numbers = new Map<string, number>();
  const ofSource = Uint32Array.from(sources, (source) => {
    const prefix = networkPrefix(source);
    const number = numbers.get(prefix) ?? numbers.size;
    numbers.set(prefix, number);
    return number;
  });
  return { ofSource, count: numbers.size };
}

function sumHour(
  { ports }: DayView,
  { ofSource, count }: Prefixes,
  { source, door, isDenied, flows }: HourAttempts,
): { readonly flows: Float64Array; readonly prefixes: Float64Array } {
  const isSeen = new Uint8Array(ports.length * count);
  const sums = { flows: new Float64Array(ports.length), prefixes: new Float64Array(ports.length) };
  for (let row = 0; row < source.length; row++) {
    if (isDenied[row] !== 1) continue;
    const place = (door[row] ?? 0) % ports.length;
    const seen = place * count + (ofSource[source[row] ?? 0] ?? 0);
    sums.flows[place] = (sums.flows[place] ?? 0) + (flows[row] ?? 0);
    if (isSeen[seen] === 1) continue;
    isSeen[seen] = 1;
    sums.prefixes[place] = (sums.prefixes[place] ?? 0) + 1;
  }
  return sums;
}
