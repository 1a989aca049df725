import pc from 'picocolors';
import type { Notification } from '../../model/notification.ts';
import type { Notifier } from '../../ports/notifier.ts';
import { renderNotification } from './render-notification.ts';

/** Where the terminal notifier writes. */
export interface Terminal {
  write(text: string): void;
  /** Width, characters; undefined where the output is no terminal. */
  readonly columns?: number | undefined;
}

/**
 * Shows messages on a terminal, as Slack would show them. Colours follow the environment (`NO_COLOR`, `FORCE_COLOR`, a pipe)
 * unless `isColored` is given.
 */
export function terminalNotifier(terminal: Terminal, isColored: boolean = pc.isColorSupported): Notifier {
  const colors = pc.createColors(isColored);
  const show = (turn: string, { blocks, channel }: Pick<Notification, 'blocks' | 'channel'>): void => {
    const body = renderNotification({ blocks }, { columns: terminal.columns ?? 80, isColored });
    terminal.write(`\n${colors.dim(`── ${turn} ${channel}`)}\n${body}\n`);
  };
  return {
    post: async (notification, entryId) => {
      show('message to', notification);
      return { kind: 'sent', posted: { channelId: notification.channel, ts: entryId } };
    },
    reply: async (notification, thread, entryId) => {
      show('reply in', notification);
      return { kind: 'sent', posted: { channelId: thread.channelId, ts: entryId } };
    },
    edit: async (notification, posted) => {
      show('message edited in', notification);
      return { kind: 'sent', posted };
    },
    find: async () => 'unknown',
    whisper: async ({ blocks, userId, channelId }) => {
      show(`answer to ${userId} alone in`, { blocks, channel: channelId });
      return { kind: 'sent' };
    },
  };
}
