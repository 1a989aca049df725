import type { Notification } from '../../model/notification.ts';
import type { Log } from '../../ports/log.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { renderNotification } from './render-notification.ts';

/** Writes messages to the log instead of sending them (`DELIVERY=log`): where they would go, the sentence, and the whole as text. */
export function logNotifier(log: Log): Notifier {
  const write = (turn: string, notification: Notification): void => {
    const { channel, severity, text, incidentIds } = notification;
    const body = `\n${renderNotification(notification, { columns: 100, isColored: false })}`;
    log.info('message', { turn, channel, severity, incidents: incidentIds.join(' '), text, body });
  };
  return {
    post: async (notification, entryId) => {
      write('post', notification);
      return { kind: 'sent', posted: { channelId: notification.channel, ts: entryId } };
    },
    reply: async (notification, thread, entryId) => {
      write('reply', notification);
      return { kind: 'sent', posted: { channelId: thread.channelId, ts: entryId } };
    },
    edit: async (notification, posted) => {
      write('edit', notification);
      return { kind: 'sent', posted };
    },
    find: async () => 'unknown',
    whisper: async ({ channelId, text }) => {
      log.info('whisper', { channel: channelId, text });
      return { kind: 'sent' };
    },
  };
}
