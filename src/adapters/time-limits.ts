/** How long one storage call may take, its retries included, so that a function never hangs on it. */
export const callTimeoutMs = 30_000;
/** How long one listing or query may take over all its pages. */
export const listingTimeoutMs = 120_000;
/** Tries of one request before it counts as failed: the caller comes again by itself. */
export const tries = 3;
/** First pause between tries; it doubles, up to `longestPauseMs`. */
export const firstPauseMs = 200;
export const longestPauseMs = 2_000;
