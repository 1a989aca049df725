import type { Facts } from './facts.ts';

/** The facts that evaluation looks at: the current clock hour and the 23 before it, of the logs that count. */
export interface WindowFacts {
  /** Merged over streams and hours. A key can stand in several rows (one a stream): add them up. */
  readonly facts: Facts;
  /** Start of the first hour, ms. */
  readonly startMs: number;
  /** End of the current clock hour, ms. */
  readonly endMs: number;
  /** When the flow log of each target was first seen by this installation, ms; parallel to `facts.targets`. */
  readonly targetInstalledAtMs: readonly number[];
  /** Flows left out because another log that covers the same NIC tells them too. */
  readonly alsoLoggedElsewhere: number;
}

/** Memory for the columns of a table of facts. */
export interface TableRoom {
  readonly buffer: ArrayBuffer;
  /** For at most so many rows. */
  readonly rows: number;
  /** Bytes of a number in each column, in order. */
  readonly widths: readonly number[];
}

/** Memory for the facts of a window: millions of rows, which the next window has nearly all in common with. */
export interface WindowRoom {
  readonly denied: TableRoom;
  readonly allowed: TableRoom;
}
