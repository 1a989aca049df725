import type { SlackAnswer, SlackProbe } from '../../ports/slack-probe.ts';
import { deliveryOfError } from './delivery-of-error.ts';
import { type SlackOptions, slackClient } from './slack-client.ts';

/** Asks Slack who a bot token speaks for and where it may speak. */
export function slackProbe(options: SlackOptions): SlackProbe {
  const client = slackClient(options);
  return {
    signIn: () =>
      ask(async () => {
        const { team = '', user = '', response_metadata: about } = await client.auth.test();
        return { team, bot: user, scopes: about?.scopes ?? null };
      }),
    readChannel: (channel) =>
      ask(async () => {
        const { channel: found } = await client.conversations.info({ channel });
        return { name: found?.name ?? channel, isMember: found?.is_member === true, isArchived: found?.is_archived === true };
      }),
  };
}

async function ask<T>(question: () => Promise<T>): Promise<SlackAnswer<T>> {
  try {
    return { kind: 'answered', value: await question() };
  } catch (error) {
    const failed = deliveryOfError(error);
    return { kind: 'failed', code: failed.code, detail: failed.kind === 'permanent' ? failed.detail : null };
  }
}
