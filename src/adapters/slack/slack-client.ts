import { WebClient } from '@slack/web-api';
import { silentLogger } from './silent-logger.ts';

export interface SlackOptions {
  /** Bot token, `xoxb-…`. */
  readonly token: string;
  /** Where Slack's Web API is, with `/api/`; '' for Slack itself. */
  readonly apiUrl?: string;
  /** A call is given up after this time. */
  readonly timeoutMs?: number;
}

const slackTimeoutMs = 10_000;

/** Slack's own client, which makes one try of a call: retries are the outbox's business. It writes no log and sends its token nowhere else. */
export const slackClient = ({ token, apiUrl = '', timeoutMs = slackTimeoutMs }: SlackOptions): WebClient =>
  new WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    allowAbsoluteUrls: false,
    logger: silentLogger,
    ...(apiUrl === '' ? {} : { slackApiUrl: apiUrl }),
  });
