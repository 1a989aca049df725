import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { detectionSchema } from '../../config/detection-schema.ts';
import { wholeNumber } from '../../config/number-schema.ts';
import { text } from './case-text.ts';
import { expectation } from './expectation-schema.ts';
import { flow, moment } from './flow-schema.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const settingsExpected = 'a settings file, the word default, or settings as in {breakthrough: {denials: 5}}';
const settings = v.union([text(settingsExpected), detectionSchema], settingsExpected);

/** One case. */
const oneCase = v.pipe(
  v.strictObject(
    {
      name: v.pipe(text('a name, as in "a partner is locked out"'), v.description('What is shown, as a sentence.')),
      why: v.optional(v.pipe(text('a text'), v.description('For whoever reads the case; not looked at.'))),
      settings: v.optional(
        v.pipe(settings, v.description('In place of the settings of all cases, or, as a group of settings, on top of them.')),
      ),
      flows: v.optional(
        v.pipe(v.array(flow, 'a list of flows'), v.minLength(1, 'at least one flow'), v.description('Attempts, told briefly.')),
      ),
      log: v.optional(
        v.pipe(
          text('the path of a flow log'),
          v.description('A flow log (file or folder) in place of flows, from this file on.'),
        ),
      ),
      history: v.pipe(
        v.optional(wholeNumber(0, 30, 'days'), 0),
        v.description('Days with records before the day of the case, whether or not anyone knocked.'),
      ),
      now: v.optional(v.pipe(moment, v.description('When the case ends (default: with the hour of the last flow).'))),
      expect: v.pipe(
        v.union(
          [
            v.literal('nothing'),
            v.pipe(
              v.array(expectation, 'a list of expectations'),
              v.minLength(1, 'at least one expectation, or the word nothing'),
            ),
          ],
          'nothing, or a list of findings',
        ),
        v.description('What is told by then, and all of it: nothing, or a list of findings.'),
      ),
      others: v.pipe(
        v.optional(v.picklist(['fail', 'allow'], 'fail or allow'), 'fail'),
        v.description('Whether what is told and not expected fails the case.'),
      ),
    },
    'a case {name, flows, expect}',
  ),
  v.check(({ flows, log }) => (flows === undefined) !== (log === undefined), 'either flows or log'),
);

/** A file of cases as it is written; what it accepts is run. */
export const caseFileSchema = v.pipe(
  v.strictObject(
    {
      settings: v.optional(
        v.pipe(
          settings,
          v.description(
            'Of all cases: a settings file, the word default, or settings on top of those that the command line names.',
          ),
        ),
      ),
      day: v.pipe(
        v.optional(v.pipe(v.string('a day as in 2026-11-21'), v.isoDate('a day as in 2026-11-21')), '2026-11-21'),
        v.description('The day (UTC) of times without a date.'),
      ),
      cases: v.pipe(v.array(oneCase, 'a list of cases'), v.minLength(1, 'at least one case')),
    },
    'cases, as in "cases: [{name, flows, expect}]"',
  ),
  v.title('Knockwatch test cases'),
);

export type WrittenCaseFile = v.InferOutput<typeof caseFileSchema>;
export type WrittenCase = WrittenCaseFile['cases'][number];

/** The JSON Schema (draft 7) of case files, for editors. */
export const caseJsonSchema = toJsonSchema(caseFileSchema, { errorMode: 'ignore', definitions: { settings: detectionSchema } });
/** The content of `cases.schema.json`. */
export const caseSchemaText = `${JSON.stringify(caseJsonSchema, null, 2)}\n`;
