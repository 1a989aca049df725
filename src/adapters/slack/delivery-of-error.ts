import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { Delivery } from '../../ports/notifier.ts';

type FailedDelivery = Exclude<Delivery, { readonly kind: 'sent' }>;

/**
 * What only a person can put right, by Slack's name, with what that person is to do.
 * Source: https://docs.slack.dev/reference/methods/chat.postMessage#errors and chat.update
 */
const permanent: ReadonlyMap<string, string> = new Map([
  ...named('Slack does not take the bot token: check SLACK_BOT_TOKEN', [
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'no_permission',
    'not_allowed_token_type',
    'org_login_required',
    'ekm_access_denied',
    'access_denied',
    'team_access_not_granted',
  ]),
  ['missing_scope', 'The bot token lacks a scope: give the app chat:write and install it again'],
  ['not_in_channel', 'The bot is not in the channel: invite it there'],
  ['channel_not_found', 'There is no such channel, or the bot is not in it: check the channel in the settings'],
  ['is_archived', 'The channel is archived: restore it or name another'],
  ...named('The workspace does not let the bot write to this channel', [
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
  ]),
  ...named('Slack refused the content of the message', [
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_text',
    'too_many_attachments',
    'invalid_arguments',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'metadata_too_large',
  ]),
]);

const postAnew: ReadonlySet<string> = new Set([
  'cant_update_message',
  'message_not_found',
  'edit_window_closed',
  'thread_not_found',
  'cannot_reply_to_message',
]);

/** Refused before anything took effect. */
const notArrived: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited', 'service_unavailable', 'message_limit_exceeded']);
/** The connection was never made. Source: https://nodejs.org/api/errors.html#common-system-errors */
const notConnected: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const defaultWaitMs = 30_000;

/**
 * From an error of Slack's client to what is to be done about it. Codes and sentences are ours or Slack's names; nothing of the
 * answer's body, the request or the token gets into it.
 *
 * What Slack calls by a name that is not known here is tried again: that loses no message.
 */
export function deliveryOfError(error: unknown): FailedDelivery {
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter * 1000);
  if (error instanceof WebAPIPlatformError) return deliveryOfPlatformError(error.data.error);
  if (error instanceof WebAPIHTTPError) return retry(`http_${error.statusCode}`, true);
  if (error instanceof WebAPIRequestError) return deliveryOfNetworkError(error.original);
  return isUnreadableRetryAfter(error) ? rateLimited(defaultWaitMs) : retry('connection-broken', true);
}

function deliveryOfPlatformError(name: string): FailedDelivery {
  const code = /^[a-z][a-z0-9_]{1,80}$/.test(name) ? name : 'unreadable-answer';
  const detail = permanent.get(code);
  if (detail !== undefined) return { kind: 'permanent', code, detail };
  if (postAnew.has(code)) return { kind: 'post-anew', code };
  if (code === 'ratelimited' || code === 'rate_limited') return rateLimited(defaultWaitMs);
  return retry(code, !notArrived.has(code));
}

function deliveryOfNetworkError(error: Error): FailedDelivery {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return retry('timeout', true);
  const code = codeOf(error) ?? codeOf(error.cause);
  return code === null ? retry('connection-broken', true) : retry(code, !notConnected.has(code));
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return /^[A-Z][A-Z0-9_]{1,40}$/.test(error.code) ? error.code : null;
}

/** The client throws a plain error for an HTTP 429 without a readable Retry-After. */
function isUnreadableRetryAfter(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Retry header');
}

const rateLimited = (afterMs: number): FailedDelivery => ({ kind: 'retry', code: 'ratelimited', afterMs, mayHaveArrived: false });
const retry = (code: string, mayHaveArrived: boolean): FailedDelivery => ({ kind: 'retry', code, afterMs: null, mayHaveArrived });

function named(detail: string, codes: readonly string[]): readonly (readonly [string, string])[] {
  return codes.map((code) => [code, detail] as const);
}
