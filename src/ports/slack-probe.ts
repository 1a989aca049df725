/** What became of one question to Slack. */
export type SlackAnswer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  /** `code` is Slack's name of the error, or that of the network's; `detail` what a person is to do, where only a person can help. */
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string | null };

/** Whom a bot token speaks for. */
export interface SlackIdentity {
  readonly team: string;
  readonly bot: string;
  /** What the token may do; null where Slack does not say. */
  readonly scopes: readonly string[] | null;
}

/** A channel as the bot sees it. */
export interface SlackChannel {
  readonly name: string;
  readonly isMember: boolean;
  readonly isArchived: boolean;
}

/** Asks Slack who we are and where we may speak; changes nothing. */
export interface SlackProbe {
  /** `auth.test`: needs no scope. */
  signIn(): Promise<SlackAnswer<SlackIdentity>>;
  /** `conversations.info`: needs `channels:read`, for private channels `groups:read`. Takes an id, not a name. */
  readChannel(channelId: string): Promise<SlackAnswer<SlackChannel>>;
}
