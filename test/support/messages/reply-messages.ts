import type { MessageInput } from '../../../src/model/message-input.ts';
import { makeBreakthrough, unanswered } from '../findings/make-breakthrough.ts';
import { closedAgain, makeExposure } from '../findings/make-exposure.ts';
import { makeTargeted } from '../findings/make-targeted.ts';
import { makeInput, makeTold, settings } from '../message-inputs.ts';
import { onWeb, reply, several } from './make-message.ts';

const critical = makeBreakthrough();
const medium = makeBreakthrough({ ...unanswered, severity: 'medium' });

/** Why an incident speaks again. */
export const replyMessages: Readonly<Record<string, MessageInput>> = {
  'reply-packets-came-back': reply(
    critical,
    'got-through',
    'Packets came back; when it was last told, nothing had answered.',
    makeBreakthrough(unanswered),
  ),
  'reply-severity-rose': reply(critical, 'severity-rose', 'Its severity is critical now, medium was told.', medium),
  'reply-severity-rose-targeted': reply(
    makeTargeted({ severity: 'high', score: 84.2, inputs: { ...makeTargeted().inputs, attempts: 310, days: 4, hours: 21 } }),
    'severity-rose',
    'Its severity is high now, medium was told.',
    makeTargeted(),
  ),
  'reply-score-rose': reply(
    makeTargeted({ score: 78.4, inputs: { ...makeTargeted().inputs, attempts: 310, days: 4, hours: 21 } }),
    'score-rose',
    'Its score is 78 now, 62 was told (15 more speak again).',
    makeTargeted({ score: 62.1 }),
  ),
  'reply-new-target': reply(
    makeTargeted(onWeb),
    'new-target',
    'It works on vm-web1 now, which was not told before.',
    makeTargeted(),
  ),
  'reply-new-kind': makeInput({
    turn: 'reply',
    reason: 'new-kind',
    detail: 'Told with incident kw-4f2a, which is about the same target and port: exposure is new there.',
    incidents: [makeTold('kw-77c0', makeExposure())],
  }),
  'reply-joined-breakthrough': makeInput({
    turn: 'reply',
    reason: 'got-through',
    detail: 'Told with incident kw-4f2a, which is about the same target and port: a source that was denied there got in.',
    incidents: [makeTold('kw-77c0', makeBreakthrough())],
  }),
  'reply-returned': makeInput({
    ...reply(critical, 'returned', 'It was seen again after it was resolved at 2026-11-19 03:20 UTC, less than 7 days ago.'),
    settings: { ...settings, slack: { ...settings.slack, criticalChannel: '' } },
  }),
  'reply-open-again': reply(
    makeExposure(),
    'returned',
    'It was closed, and stands open again since 2026-11-22 02:45 UTC.',
    makeExposure(closedAgain),
  ),
  'reply-of-several': makeInput({
    turn: 'reply',
    reason: 'score-rose',
    detail: 'Its score is 78 now, 62 was told (15 more speak again).',
    incidents: several([
      makeTargeted({ score: 78.4 }),
      ...Array.from({ length: 6 }, (_, index) => makeTargeted({ source: `203.0.113.${index + 20}` })),
    ]).incidents,
  }),
};
