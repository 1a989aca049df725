/** Tells the time. Nothing else in the pipeline does. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}
