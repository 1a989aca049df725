import { createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it came in. */
export interface SignedRequest {
  /** Header `X-Slack-Signature`: `v0=` and 64 hex digits; null where it is missing. */
  readonly signature: string | null;
  /** Header `X-Slack-Request-Timestamp`: whole seconds since the epoch; null where it is missing. */
  readonly timestamp: string | null;
  /** The raw body, byte by byte. */
  readonly body: Uint8Array;
}

/** How far Slack's time may be from ours, either way, s: an older request can be somebody's copy. */
const mostSecondsApart = 300;

/**
 * Whether a request comes from Slack: its signature is that of its time and body with our signing secret, and its time is now.
 *
 * @param signingSecret of the Slack app
 * @param nowMs real time, ms
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isFromSlack({ signature, timestamp, body }: SignedRequest, signingSecret: string, nowMs: number): boolean {
  if (signature === null || timestamp === null || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > mostSecondsApart) return false;
  const expected = Buffer.from(`v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
