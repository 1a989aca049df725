import type { DeliverySetting } from '../../config/app-settings.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import type { SlackProbe } from '../../ports/slack-probe.ts';
import { type Check, checksOf } from './check.ts';

const { well, wrong, skipped } = checksOf('Slack');
const retryAdvice = 'Slack could not be asked: try again in a minute, and check that this machine reaches slack.com.';
const isChannelId = (channel: string): boolean => /^[CG][A-Z0-9]{8,}$/.test(channel);

/** The channels that messages go to, each once. */
export const channelsOf = ({ slack }: DetectionSettings): readonly string[] =>
  [...new Set([slack.channel, slack.criticalChannel, slack.opsChannel])].filter((channel) => channel !== '');

/**
 * Asks Slack whom the token speaks for, what it may do, and whether the bot is in its channels. Sends nothing.
 *
 * @param probe null where messages do not go to Slack
 * @param channels none where the detection settings cannot be read
 */
export async function checkSlack(
  probe: SlackProbe | null,
  kind: DeliverySetting['kind'],
  channels: readonly string[],
): Promise<readonly Check[]> {
  if (probe === null) return [skipped('Sign in', `not tried, DELIVERY=${kind} sends nothing to Slack`)];
  const answer = await probe.signIn();
  if (answer.kind === 'failed')
    return [wrong('Sign in', answer.code, answer.detail === null ? retryAdvice : `${answer.detail}.`)];
  const { team, bot, scopes } = answer.value;
  const checks = [well('Sign in', `the token is that of ${bot} in ${team}`), checkScopes(scopes)];
  for (const channel of channels) checks.push(await checkChannel(probe, channel));
  return checks;
}

function checkScopes(scopes: readonly string[] | null): Check {
  const tried = 'Scopes of the token';
  if (scopes === null) return skipped(tried, 'Slack did not tell them');
  const found = scopes.join(', ');
  if (!scopes.includes('chat:write')) {
    return wrong(
      tried,
      found,
      'Without chat:write no message can be sent. Add it under OAuth & Permissions of the app and install the app again.',
    );
  }
  if (scopes.some((scope) => scope.endsWith(':history'))) return well(tried, found);
  return {
    ...well(tried, found),
    advice:
      'With channels:history (private channels: groups:history) a message whose sending was cut off is found instead of sent again.',
  };
}

async function checkChannel(probe: SlackProbe, channel: string): Promise<Check> {
  const tried = `Channel ${channel}`;
  if (!isChannelId(channel))
    return skipped(
      tried,
      'a name can only be tried by sending',
      'doctor --send sends a test there. By its id (in Slack: channel details) the channel could be looked up.',
    );
  const answer = await probe.readChannel(channel);
  if (answer.kind === 'failed') return channelProblem(tried, answer.code, answer.detail);
  const { name, isMember, isArchived } = answer.value;
  if (isArchived)
    return wrong(tried, `#${name} is archived`, 'Restore it in Slack or name another channel in the detection settings.');
  if (!isMember) return wrong(tried, `the bot is not in #${name}`, `Invite it: type /invite and the app's name in #${name}.`);
  return well(tried, `the bot is in #${name}`);
}

function channelProblem(tried: string, code: string, detail: string | null): Check {
  if (code === 'missing_scope' || code === 'unknown_method') {
    return skipped(
      tried,
      'the token may not look it up',
      'doctor --send sends a test there; with channels:read (private channels: groups:read) it could be looked up.',
    );
  }
  return wrong(tried, code, detail === null ? retryAdvice : `${detail}.`);
}
