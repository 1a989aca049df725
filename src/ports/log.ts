/** One structured line a run; values are numbers and names of ours, never a secret. */
export interface Log {
  info(event: string, fields: Readonly<Record<string, string | number | boolean | null>>): void;
  error(event: string, fields: Readonly<Record<string, string | number | boolean | null>>): void;
}
