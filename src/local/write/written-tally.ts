import { hourMs, hourOf, hoursUpTo } from '../../read/hours.ts';
import type { Flush, WholeBlob } from './log-source.ts';

/** For how long after a write a blob counts as growing, event ms. */
const growingMs = 2 * 60_000;
const windowHours = 24;

export interface Written {
  readonly growingBlobs: number;
  readonly blobs: number;
  readonly records: number;
  readonly tuples: number;
}

/** Counts what was written, by the hour of the records as Knockwatch does. */
export interface WrittenTally {
  add(flush: Flush): void;
  /** Blobs of history; they are not among `blobs`. */
  addPast(hour: string, blobs: readonly WholeBlob[]): void;
  /** Over the clock hour of `nowMs` and the 23 before it; `blobs` over all time. */
  read(nowMs: number): Written;
}

export function createWrittenTally(): WrittenTally {
  const hours = new Map<string, { records: number; tuples: number }>();
  const lastWrites = new Map<string, number>();
  let blobs = 0;
  const addTo = (hour: string, records: number, tuples: number): void => {
    const before = hours.get(hour) ?? { records: 0, tuples: 0 };
    hours.set(hour, { records: before.records + records, tuples: before.tuples + tuples });
  };
  return {
    add({ container, path, loggedAtMs, records, tuples }) {
      addTo(hourOf(loggedAtMs), records.length, tuples);
      if (!lastWrites.has(`${container}/${path}`)) blobs += 1;
      lastWrites.set(`${container}/${path}`, loggedAtMs);
    },
    addPast(hour, past) {
      for (const { records, tuples } of past) addTo(hour, records, tuples);
    },
    read(nowMs) {
      for (const [blob, writtenMs] of lastWrites) if (nowMs - writtenMs > 2 * hourMs) lastWrites.delete(blob);
      const inWindow = hoursUpTo(nowMs, windowHours).flatMap((hour) => hours.get(hour) ?? []);
      return {
        growingBlobs: [...lastWrites.values()].filter((writtenMs) => nowMs - writtenMs <= growingMs).length,
        blobs,
        records: inWindow.reduce((sum, { records }) => sum + records, 0),
        tuples: inWindow.reduce((sum, { tuples }) => sum + tuples, 0),
      };
    },
  };
}
