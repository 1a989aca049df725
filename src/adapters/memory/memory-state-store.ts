import type { StateStore } from '../../ports/state-store.ts';

interface StoredValue {
  readonly json: string;
  readonly version: string;
}

/** Small values in memory, kept as JSON as the table does: for `scan` and for tests. */
export function memoryStateStore(): StateStore {
  const values = new Map<string, StoredValue>();
  let versions = 0;
  return {
    read: async (name) => {
      const stored = values.get(name);
      return stored === undefined ? null : { value: JSON.parse(stored.json), version: stored.version };
    },
    write: async (name, value, replaces) => {
      if ((values.get(name)?.version ?? null) !== replaces) return 'conflict';
      values.set(name, { json: JSON.stringify(value), version: String(++versions) });
      return 'committed';
    },
  };
}
