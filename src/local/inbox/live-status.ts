import type { HistoryProgress } from '../history/history-progress.ts';

/** What the embedded run shows beside the messages: what happens now, in numbers. */
export interface LiveStatus {
  /** One sentence: what the run is doing. */
  readonly doing: string;
  /** Event time, ms; null before it runs. */
  readonly eventNowMs: number | null;
  /** Event seconds a real second. */
  readonly rate: number;
  /** Where the logs come from; null where they are not known (a real account). */
  readonly written: {
    readonly targets: number;
    /** Blobs that grew in the last two minutes of event time. */
    readonly growingBlobs: number;
    readonly blobs: number;
    readonly records: number;
    readonly tuples: number;
    /** Events told of writes, repetitions included. */
    readonly events: number;
  } | null;
  /** How far the history is; null where there is none. */
  readonly history: HistoryProgress | null;
  /** What Knockwatch has counted, from its own storage, over its window of 24 hours; null before the first look. */
  readonly counted: {
    readonly records: number;
    readonly tuples: number;
    readonly rejected: number;
    readonly deniedFlows: number;
    readonly deniedSources: number;
    /** Denied inbound flows from public addresses by port, most first, at most five. */
    readonly ports: readonly { readonly label: string; readonly flows: number; readonly sources: number }[];
  } | null;
  /** Address of the app's health function; null before the app is up. */
  readonly healthUrl: string | null;
  /** Address of the page of the running day; null before the app is up. */
  readonly reportUrl: string | null;
}
