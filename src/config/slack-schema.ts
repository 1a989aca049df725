import * as v from 'valibot';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const channelExpected = 'a channel in quotes ("#name"; an unquoted # begins a comment) or its id (C0123456789)';
const channelName = v.pipe(v.string(channelExpected), v.regex(/^(#[^\s#A-Z.]{1,80}|[CG][A-Z0-9]{8,20})$/, channelExpected));
const otherChannel = v.pipe(v.string(channelExpected), v.regex(/^(#[^\s#A-Z.]{1,80}|[CG][A-Z0-9]{8,20})?$/, channelExpected));

const mentionExpected = 'here, channel, or the id of a user (U…) or user group (S…)';
const mention = v.optional(v.pipe(v.string(mentionExpected), v.regex(/^(here|channel|[UWS][A-Z0-9]{5,20})$/, mentionExpected)));

const userExpected = 'the id of a Slack user (U0123456789): in Slack, the profile of a person, behind the three dots';
const user = v.pipe(v.string(userExpected), v.regex(/^[UW][A-Z0-9]{5,20}$/, userExpected));

/** Where messages go, and who may answer them. */
export const slack = v.strictObject(
  {
    channel: v.pipe(v.optional(channelName, '#knockwatch'), v.description('Where messages go: "#name" or a channel id.')),
    criticalChannel: v.pipe(v.optional(otherChannel, ''), v.description('Where critical ones go; empty: to channel.')),
    opsChannel: v.pipe(
      v.optional(otherChannel, ''),
      v.description('Where messages about Knockwatch itself go; empty: to channel.'),
    ),
    mention: v.pipe(
      v.optional(
        v.strictObject(
          { ops: mention, low: mention, medium: mention, high: mention, critical: mention },
          'severities with whom to mention, as in {critical: here}',
        ),
        {},
      ),
      v.description(
        'Whom to mention at which severity (ops: about Knockwatch itself): here, channel, or the id of a user (U…) or user group (S…).',
      ),
    ),
    mayAct: v.pipe(
      v.optional(v.array(user, 'a list of ids of Slack users, as in [U0123456789]'), []),
      v.description('Slack users (U…) who may press the buttons of messages; empty: everyone who sees the channel.'),
    ),
  },
  'the Slack settings: channel, criticalChannel, opsChannel, mention, mayAct',
);
