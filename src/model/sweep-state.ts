/** A flow log as the listing of its container shows it. */
export interface ListedFlowLog {
  readonly container: string;
  /** Path before `y=`, ending in `/`. */
  readonly prefix: string;
}

/** How far the sweep of one account is; `State/sweep:{account}`. */
export interface SweepState {
  /** Every hour up to and with this one was read to its end, two hours after it ended: it is not listed at every sweep any more. */
  readonly completeThroughHour: string;
  readonly flowLogs: readonly ListedFlowLog[];
  /** When the flow logs were listed, ms. */
  readonly flowLogsListedAtMs: number;
  /** The day (`20261121`) whose sweep listed the last seven days again. */
  readonly lookedBackOn: string;
}

/** How far the first reading of the retained past is; `State/backfill:{account}`. Newest hour first. */
export interface BackfillState {
  /** The next hour to read. */
  readonly nextHour: string;
  /** The last hour to read. */
  readonly oldestHour: string;
  /** Hours it began with, for progress. */
  readonly hours: number;
}
