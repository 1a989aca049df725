/** Messages as people look at them: one for each finding, and for each turn of an incident's life. */
import type { MessageInput, ToldIncident } from '../../src/model/message-input.ts';
import { buttonMessages } from './messages/button-messages.ts';
import { editMessages } from './messages/edit-messages.ts';
import { findingMessages } from './messages/finding-messages.ts';
import { lateMessages } from './messages/late-messages.ts';
import { replyMessages } from './messages/reply-messages.ts';
import { sharedMessages } from './messages/shared-messages.ts';

/** By name of their golden files. */
export const messageExamples: Readonly<Record<string, MessageInput>> = {
  ...findingMessages,
  ...replyMessages,
  ...editMessages,
  ...sharedMessages,
  ...lateMessages,
  ...buttonMessages,
};

/** An incident of every kind, as told for the first time. */
export const everyKind: readonly ToldIncident[] = Object.values(findingMessages).map(({ incidents }) => incidents[0]);
