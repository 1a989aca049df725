import * as v from 'valibot';
import { findingKinds } from '../../config/findings-schema.ts';
import { port } from '../../config/port-schema.ts';
import { targetExpected, text } from './case-text.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const findingExpected = `the name of a finding: ${findingKinds.join(', ')} or threshold:NAME`;
const finding = v.union(
  [v.picklist(findingKinds), v.pipe(v.string(findingExpected), v.regex(/^threshold:./, findingExpected))],
  findingExpected,
);
const reasons = [
  ...(['first', 'severity-rose', 'score-rose', 'new-kind', 'new-target', 'got-through', 'returned'] as const),
  ...(['pending', 'learning', 'snoozed', 'suppressed', 'over-budget', 'too-old', 'no-change', 'shadow', 'joined'] as const),
] as const;
const reason = v.picklist(reasons, `a reason: ${reasons.join(', ')}`);

/** What an incident must be like; what is left out does not matter. */
const likenessFields = {
  finding: v.optional(v.pipe(finding, v.description('Kind of finding; a rule of your own is threshold:NAME.'))),
  source: v.optional(v.pipe(text('an address or prefix'), v.description('Address, IPv6 /64 or prefix that it is about.'))),
  target: v.optional(v.pipe(text(targetExpected), v.description('Name or address of the target.'))),
  port: v.optional(v.pipe(port, v.description('A port number (TCP), or a text such as 161/udp.'))),
};

const likeness = v.strictObject(likenessFields, 'an entry {finding, source, target, port}');

/** One thing that is expected. */
export const expectation = v.union(
  [
    finding,
    v.pipe(
      v.strictObject(
        {
          ...likenessFields,
          severity: v.optional(
            v.pipe(
              v.picklist(['low', 'medium', 'high', 'critical', 'ops'], 'low, medium, high or critical'),
              v.description('The highest that it had.'),
            ),
          ),
          score: v.optional(v.pipe(v.number('a score from 0 to 100'), v.description('Its targeting score, rounded.'))),
          told: v.optional(
            v.pipe(v.boolean('true or false'), v.description('Whether a message told of it. Without reason: true.')),
          ),
          reason: v.optional(
            v.pipe(
              v.union([reason, v.array(reason, 'a list of reasons')], `a reason, or a list of them: ${reasons.join(', ')}`),
              v.description('Why it spoke or stayed quiet: each of these was its reason at some time.'),
            ),
          ),
          not: v.optional(
            v.pipe(
              v.union([finding, likeness], 'a finding, or {finding, source, target, port}'),
              v.description('Nothing like this is told.'),
            ),
          ),
          absent: v.optional(
            v.pipe(
              v.union([finding, likeness], 'a finding, or {finding, source, target, port}'),
              v.description('Nothing like this is found, told or not.'),
            ),
          ),
        },
        'an entry {finding, source, target, port, severity, reason}, {not} or {absent}',
      ),
      v.check(
        (entry) => Object.values(entry).some((value) => value !== undefined),
        'at least one of finding, source, target, port, not, absent',
      ),
      v.check(
        ({ not, absent, ...likenesses }) =>
          (not === undefined && absent === undefined) ||
          (Object.values(likenesses).every((value) => value === undefined) && (not === undefined || absent === undefined)),
        'not or absent alone, with nothing beside it',
      ),
    ),
  ],
  'a finding, or an entry {finding, source, target, port, severity, reason}, {not} or {absent}',
);

/** What an incident is to be like. */
export type WrittenLikeness = v.InferOutput<typeof likeness>;
/** One thing that a case expects. */
export type WrittenExpectation = v.InferOutput<typeof expectation>;
