import type { CountRow } from '../../model/hour.ts';
import type { CountStore } from '../../ports/count-store.ts';

/** Readable counts in memory: what people would see in the table can be asked for. */
export interface MemoryCountStore extends CountStore {
  /** All rows of a day (`20261121`), hour after hour. */
  rowsOf(day: string): readonly CountRow[];
}

/** Readable counts in memory. */
export function memoryCountStore(): MemoryCountStore {
  const hours = new Map<string, readonly CountRow[]>();
  const rowsOf = (day: string): readonly CountRow[] =>
    hoursOf(hours, day).flatMap((hour) => structuredClone(hours.get(hour) ?? []));
  return {
    rowsOf,
    replaceHour: async (hour, rows) => {
      hours.set(hour, structuredClone(rows));
    },
    deleteDay: async (day) => {
      const deleted = rowsOf(day).length;
      for (const hour of hoursOf(hours, day)) hours.delete(hour);
      return deleted;
    },
  };
}

function hoursOf(hours: ReadonlyMap<string, unknown>, day: string): readonly string[] {
  return [...hours.keys()].filter((hour) => hour.startsWith(day)).sort();
}
