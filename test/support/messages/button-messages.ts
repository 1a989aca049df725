import type { Silence } from '../../../src/model/incident.ts';
import type { MessageInput } from '../../../src/model/message-input.ts';
import { nowMs } from '../findings/example-network.ts';
import { makeBlind } from '../findings/make-blind.ts';
import { makeBreakthrough } from '../findings/make-breakthrough.ts';
import { makeExposure } from '../findings/make-exposure.ts';
import { makeTargeted } from '../findings/make-targeted.ts';
import { makeTold } from '../message-inputs.ts';
import { day, edit, isNew, post, several } from './make-message.ts';
import { manyExposures } from './shared-messages.ts';

const minute = 60_000;
const by = { by: 'U0ADMIN', atMs: nowMs - 15 * minute } as const;
const acknowledged: Silence = { ...by, kind: 'acknowledged' };
const snoozed: Silence = { ...by, kind: 'snoozed', untilMs: by.atMs + 7 * day };

const withButtons = (input: MessageInput): MessageInput => ({ ...input, hasButtons: true });

/** The message of one incident that somebody silenced. */
const silenced = (silence: Silence): MessageInput =>
  withButtons({
    ...edit(makeBreakthrough()),
    reason: 'silenced',
    incidents: [makeTold('kw-4f2a', makeBreakthrough(), { silence })],
  });

/** Messages with their buttons, where presses can be taken. */
export const buttonMessages: Readonly<Record<string, MessageInput>> = {
  'buttons-breakthrough': withButtons(post(makeBreakthrough())),
  'buttons-exposure': withButtons(post(makeExposure())),
  'buttons-blind': withButtons(post(makeBlind())),
  'buttons-table': withButtons(several([makeTargeted(), ...manyExposures], { detail: isNew })),
  'silenced-acknowledged': silenced(acknowledged),
  'silenced-snoozed': silenced(snoozed),
  'silenced-but-for-newer': withButtons({
    ...edit(makeBreakthrough()),
    incidents: [makeTold('kw-0', makeExposure(), { silence: acknowledged }), makeTold('kw-1', makeBreakthrough())],
  }),
};
