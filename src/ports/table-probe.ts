import type { Access } from './access.ts';

/** One step of the trial, in the order in which they are done. */
export type TableStep = 'create' | 'read' | 'replace' | 'delete';

/** Tries whether the tables of the host's account can be used as the app uses them. */
export interface TableProbe {
  /** Host of the account's address. */
  readonly account: string;
  /**
   * Creates, reads, replaces and deletes a row of its own in `KnockwatchState` (the table is made where it is missing, as the app does).
   * `failedAt` names the step that failed; the later ones are not tried.
   */
  tryRow(): Promise<Access<true> & { readonly failedAt: TableStep | null }>;
}
