import { boldElement, contextBlock, headerBlock, richText, section, textElement } from '../../message/slack-blocks.ts';
import type { Notification } from '../../model/notification.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { type Check, checksOf } from './check.ts';

const { well, wrong, skipped } = checksOf('Test alert');

/**
 * Sends a marked test alert to each channel.
 *
 * @param notifier null where messages do not go to Slack
 * @param sendingId begins the mark that the test carries in place of an outbox entry
 */
export async function sendTestAlerts(
  notifier: Notifier | null,
  channels: readonly string[],
  sendingId: string,
  at: Date,
): Promise<readonly Check[]> {
  if (notifier === null) return [skipped('Send', 'not sent, the settings do not send to Slack')];
  if (channels.length === 0) return [skipped('Send', 'not sent, the channel is not known')];
  const checks: Check[] = [];
  for (const [index, channel] of channels.entries())
    checks.push(await sendTo(notifier, testAlert(channel, at), `${sendingId}:${index}`));
  return checks;
}

/** What is sent: plainly a test, so that nobody runs. */
export function testAlert(channel: string, at: Date): Notification {
  const minute = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const text = `Knockwatch test, nothing happened: messages to this channel arrive. Sent by knockwatch doctor at ${minute}.`;
  return {
    channel,
    text,
    blocks: [
      headerBlock('🧪 Knockwatch test: nothing happened'),
      richText(
        section(
          boldElement('Messages to this channel arrive.'),
          textElement(' Somebody ran knockwatch doctor --send. You need not do anything.'),
        ),
      ),
      contextBlock(`Sent by knockwatch doctor · ${minute}`),
    ],
    severity: 'ops',
    isBroadcast: false,
    incidentIds: [],
  };
}

async function sendTo(notifier: Notifier, notification: Notification, entryId: string): Promise<Check> {
  const tried = `Send to ${notification.channel}`;
  const delivery = await notifier.post(notification, entryId);
  switch (delivery.kind) {
    case 'sent':
      return well(tried, `arrived in ${delivery.posted.channelId}`);
    case 'permanent':
      return wrong(tried, delivery.code, `${delivery.detail}.`);
    case 'post-anew':
      return wrong(tried, delivery.code, 'Slack took the channel for a thread: check the channel in the detection settings.');
    case 'retry':
      return wrong(
        tried,
        delivery.code,
        'Slack did not take it now. Try again in a minute; alerts are kept and sent again by themselves.',
      );
  }
}
