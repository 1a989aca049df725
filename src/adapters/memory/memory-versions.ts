import type { Clock } from '../../ports/clock.ts';
import type { Versioned } from '../../ports/incident-store.ts';

interface Summary {
  readonly version: string;
  readonly rows: number;
}

interface WrittenParts {
  readonly parts: readonly Uint8Array[];
  readonly writtenAtMs: number;
}

interface Entry<S> {
  readonly summary: Versioned<S>;
  /** By version; older ones stay until they are deleted as orphans, as rows of the table do. */
  readonly written: Map<string, WrittenParts>;
}

/** Names (hours, days), each with a summary and the parts of the versions that were written under it. */
export interface MemoryVersions<S extends Summary> {
  /** In order of name. */
  names(): readonly string[];
  summary(name: string): Versioned<S> | null;
  /** Null where parts of that version are missing. */
  parts(name: string, summary: S): readonly Uint8Array[] | null;
  write(name: string, summary: S, parts: readonly Uint8Array[], replaces: string | null): 'committed' | 'conflict';
  /** Deletes parts that no summary names and that are older than so many ms; returns how many. */
  deleteOrphans(name: string, olderThanMs: number): number;
  /** Deletes a summary and all parts; returns how many rows that were. */
  delete(name: string): number;
}

/** Versions in memory, stamped with the time of the given clock. */
export function memoryVersions<S extends Summary>(clock: Clock): MemoryVersions<S> {
  const entries = new Map<string, Entry<S>>();
  let versions = 0;
  return {
    names: () => [...entries.keys()].sort(),
    summary: (name) => structuredClone(entries.get(name)?.summary ?? null),
    parts: (name, { version, rows }) => {
      if (rows === 0) return [];
      const parts = entries.get(name)?.written.get(version)?.parts;
      return parts?.length === rows ? parts.map((part) => Uint8Array.from(part)) : null;
    },
    write: (name, value, parts, replaces) => {
      const before = entries.get(name);
      if ((before?.summary.version ?? null) !== replaces) return 'conflict';
      const written = before?.written ?? new Map<string, WrittenParts>();
      written.set(value.version, { parts: parts.map((part) => Uint8Array.from(part)), writtenAtMs: clock.now() });
      entries.set(name, { summary: { value: structuredClone(value), version: String(++versions) }, written });
      return 'committed';
    },
    deleteOrphans: (name, olderThanMs) => deleteOrphans(entries.get(name), clock.now() - olderThanMs),
    delete: (name) => {
      const entry = entries.get(name);
      entries.delete(name);
      return entry === undefined ? 0 : 1 + sum([...entry.written.values()].map(({ parts }) => parts.length));
    },
  };
}

function deleteOrphans(entry: Entry<Summary> | undefined, writtenBeforeMs: number): number {
  const orphans = [...(entry?.written ?? [])].filter(
    ([version, { writtenAtMs }]) => version !== entry?.summary.value.version && writtenAtMs < writtenBeforeMs,
  );
  for (const [version] of orphans) entry?.written.delete(version);
  return sum(orphans.map(([, { parts }]) => parts.length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
