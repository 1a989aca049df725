import type { DayHistory, PairColumns } from '../../model/history.ts';
import { compareText } from '../compare-text.ts';
import type { PairRows } from './count-pairs.ts';
import { type DayView, readDoorNumber } from './view-day.ts';

/**
 * Lists the sources that a let-in or a pair names, in the order of their text, and both by their places in that list.
 *
 * @param letIns first slot, by door × number of sources + source
 */
export function keepSources(
  view: DayView,
  letIns: ReadonlyMap<number, number>,
  pairs: PairRows,
): Pick<DayHistory, 'sources' | 'letIn' | 'pairs'> {
  const count = view.sources.length;
  const kept = new Set(pairs.sources);
  for (const key of letIns.keys()) kept.add(key % count);
  const textOf = (source: number): string => view.sources[source] ?? '';
  const ordered = [...kept].sort((a, b) => compareText(textOf(a), textOf(b)));
  return {
    sources: ordered.map(textOf),
    letIn: listLetIns(view, letIns, ordered),
    pairs: pairColumns(view, pairs, ordered),
  };
}

function listLetIns(view: DayView, letIns: ReadonlyMap<number, number>, ordered: readonly number[]): DayHistory['letIn'] {
  const count = view.sources.length;
  const places = new Map(ordered.map((source, place) => [source, place]));
  return [...letIns]
    .map(([key, firstSlot]) => ({ door: Math.floor(key / count), source: places.get(key % count) ?? 0, firstSlot }))
    .sort((a, b) => a.door - b.door || a.source - b.source)
    .map(({ door, source, firstSlot }) => ({ ...readDoorNumber(view, door), source, firstSlot }));
}

/** The rows of each source, in the order of the sources' text. */
function pairColumns(view: DayView, { sources, starts, keys, attempts }: PairRows, ordered: readonly number[]): PairColumns {
  const columns = emptyPairs(keys.length);
  const placeOf = new Map([...sources].map((source, place) => [source, place]));
  let count = 0;
  for (const [source, number] of ordered.entries()) {
    const place = placeOf.get(number) ?? sources.length;
    for (let row = starts[place] ?? 0; row < (starts[place + 1] ?? 0); row++) {
      const key = keys[row] ?? 0;
      const door = Math.floor(key / 2);
      columns.source[count] = source;
      columns.target[count] = Math.floor(door / view.ports.length);
      columns.port[count] = view.ports[door % view.ports.length] ?? 0;
      columns.isDenied[count] = key % 2;
      columns.attempts[count++] = attempts[row] ?? 0;
    }
  }
  return columns;
}

const emptyPairs = (rows: number): PairColumns => ({
  source: new Uint32Array(rows),
  target: new Uint32Array(rows),
  port: new Uint32Array(rows),
  isDenied: new Uint8Array(rows),
  attempts: new Uint32Array(rows),
});
