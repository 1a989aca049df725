import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { readPressedButton } from '../message/buttons/read-pressed-button.ts';
import { pressButton } from '../pipeline/press-button.ts';
import { logOfRun } from './log-of-run.ts';

/** `slackAction`: a button of a message was pressed; 404 where no signing secret is set, 401 without Slack's signature. */
export function registerSlackAction({ ports, buttons, settings }: Knockwatch): void {
  app.http('slackAction', {
    route: 'slack/actions',
    methods: ['POST'],
    authLevel: 'anonymous', // Slack cannot send a function key: the signature tells who asks.
    handler: async (request, context) => {
      const body = Buffer.from(await request.arrayBuffer());
      if (buttons === null) return { status: 404 };
      if (!buttons.isFromSlack(request.headers, body)) return { status: 401 };
      const pressed = readPressedButton(body.toString());
      if (pressed === null) return { status: 200 };
      await pressButton({ ...ports, notifier: buttons.notifier, log: logOfRun(context) }, await settings.recent(), pressed);
      return { status: 200 };
    },
  });
}
