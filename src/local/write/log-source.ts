/** Records that a flow log gains at one moment, in one blob. */
export interface Flush {
  /** Event time, ms: when it appears. */
  readonly loggedAtMs: number;
  readonly container: string;
  readonly path: string;
  /** JSON texts, one a record. */
  readonly records: readonly Uint8Array[];
  /** Tuples in them; 0 where that is not known. */
  readonly tuples: number;
}

/** A blob that does not grow any more. */
export interface WholeBlob {
  readonly container: string;
  readonly path: string;
  readonly bytes: Buffer;
  /** What `bytes` hold. */
  readonly records: number;
  readonly tuples: number;
}

/** What the flow logs hold of the time before a run. */
export interface LogHistory {
  /** Clock hours such as `2026112123`, newest first. */
  readonly hours: readonly string[];
  /** The blobs of one of `hours`, made anew each time, always the same. */
  blobsOf(hour: string): readonly WholeBlob[];
}

/** Where the logs of an embedded run come from. */
export interface LogSource {
  /** One sentence for people: what it is. */
  readonly title: string;
  /** Event time with which the run begins, ms. */
  readonly originMs: number;
  /** From the first flush to the last, event ms; null where it has no end. */
  readonly spanMs: number | null;
  /** The flow logs it will write, as `Stream.flowLog` names them. */
  readonly flowLogs: readonly string[];
  /** Network interfaces that log. */
  readonly targets: number;
  /** In the order of `loggedAtMs`; may have no end. */
  readonly flushes: Iterable<Flush> | AsyncIterable<Flush>;
  /** Detection settings that go with it; null where the environment, or the shipped file, decides. */
  readonly settingsFile: string | null;
  /** null where nothing was before. */
  readonly history: LogHistory | null;
}
