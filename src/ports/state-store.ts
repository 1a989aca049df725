/** Small values that outlive a process, each owned by one writer: one row a name. */
export interface StateStore {
  read(name: string): Promise<{ readonly value: unknown; readonly version: string } | null>;
  /** 'conflict' where the row changed meanwhile (or exists, with `replaces` null). */
  write(name: string, value: unknown, replaces: string | null): Promise<'committed' | 'conflict'>;
}
