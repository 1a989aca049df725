import * as v from 'valibot';
import { defaultWatchedPorts } from './default-watched-ports.ts';
import { expectedSource, namedTarget, suppression } from './entry-schemas.ts';
import { watchedPorts } from './port-schema.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const channelExpected = 'a channel in quotes ("#name"; an unquoted # begins a comment) or its id (C0123456789)';
const channelName = v.pipe(v.string(channelExpected), v.regex(/^(#[^\s#A-Z.]{1,80}|[CG][A-Z0-9]{8,20})$/, channelExpected));
const otherChannel = v.pipe(v.string(channelExpected), v.regex(/^(#[^\s#A-Z.]{1,80}|[CG][A-Z0-9]{8,20})?$/, channelExpected));

const mentionExpected = 'here, channel, or the id of a user (U…) or user group (S…)';
const mention = v.pipe(v.string(mentionExpected), v.regex(/^(here|channel|[UWS][A-Z0-9]{5,20})$/, mentionExpected));

const slack = v.strictObject(
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
          { low: v.optional(mention), medium: v.optional(mention), high: v.optional(mention), critical: v.optional(mention) },
          'severities with whom to mention, as in {critical: here}',
        ),
        {},
      ),
      v.description('Whom to mention at which severity: here, channel, or the id of a user (U…) or user group (S…).'),
    ),
  },
  'the Slack settings: channel, criticalChannel, opsChannel, mention',
);

const modeExpected = 'on, shadow or off';
const mode = v.picklist(['on', 'shadow', 'off'], modeExpected);

const findings = v.strictObject(
  { breakthrough: v.pipe(v.optional(mode, 'on'), v.description('A source that had been turned away was let in.')) },
  'findings with their mode, as in {breakthrough: on}',
);

/** The settings file as it is written: `knockwatch.schema.json` is made from this, and what it accepts becomes `DetectionSettings`. */
export const detectionSchema = v.pipe(
  v.strictObject(
    {
      slack: v.pipe(v.optional(slack, {}), v.description('Where messages go.')),
      watchedPorts: v.pipe(
        v.optional(watchedPorts, () => defaultWatchedPorts.map(({ port, weight, name }) => ({ port, weight, name }))),
        v.description('Ports on which attempts are counted and scored, in place of the default list.'),
      ),
      findings: v.pipe(
        v.optional(findings, {}),
        v.description('Each finding is on, shadow (looked for, and counted in the digest only) or off.'),
      ),
      expectedSources: v.pipe(
        v.optional(v.array(expectedSource, 'a list of entries {label, sources, ports, targets}'), []),
        v.description('Who is expected at which doors.'),
      ),
      targets: v.pipe(
        v.optional(v.array(namedTarget, 'a list of entries {name, match, criticality}'), []),
        v.description('Names and criticality of targets, for messages and scores.'),
      ),
      suppressions: v.pipe(
        v.optional(v.array(suppression, 'a list of entries {finding, source, target, port, reason, expires}'), []),
        v.description('What is not to be told. It is counted all the same.'),
      ),
    },
    'settings by name, as in "watchedPorts: [22, 3389]"',
  ),
  v.title('Knockwatch detection settings'),
);

/** The content of a settings file, checked, with defaults filled in. */
export type WrittenSettings = v.InferOutput<typeof detectionSchema>;
