import * as v from 'valibot';
import type { ThresholdGroup } from '../model/threshold-rule.ts';
import { isCountryCode } from './country-codes.ts';
import { eachOnce } from './each-once.ts';
import { mode } from './findings-schema.ts';
import { wholeNumber } from './number-schema.ts';
import { port } from './port-schema.ts';
import { timeSpan } from './time-span.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const nameExpected = 'a name of small letters, digits and hyphens, as in rdp-from-one-address';
const groups = ['source', 'prefix', 'target', 'port', 'country', 'source+target'] as const satisfies readonly ThresholdGroup[];
const traits = ['source', 'prefix', 'target', 'port', 'country'] as const;

/** What is the same throughout a group, so that it can never be two different ones there. */
const sameWithin: Readonly<Record<ThresholdGroup, readonly string[]>> = {
  source: ['source', 'prefix', 'country'],
  prefix: ['prefix'],
  target: ['target'],
  port: ['port'],
  country: ['country'],
  'source+target': ['source', 'prefix', 'country', 'target'],
};

const countryExpected = 'a country code in capitals (ISO 3166-1 alpha-2), as in JP or GB';
const countryList = v.optional(
  v.array(v.pipe(v.string(countryExpected), v.check(isCountryCode, countryExpected)), 'a list of country codes'),
  [],
);

const distinct = v.strictObject(
  {
    of: v.pipe(v.picklist(traits, `one of ${traits.join(', ')}`), v.description('What must be different.')),
    atLeast: v.pipe(wholeNumber(2, 1_000_000, 'different ones'), v.description('How many different ones of it.')),
  },
  'an entry {of, atLeast}',
);

const countries = v.strictObject(
  {
    only: v.pipe(countryList, v.description('Only attempts from these; empty: from all.')),
    except: v.pipe(countryList, v.description('No attempts from these.')),
  },
  'countries {only, except}',
);

/** A rule of the user: so many attempts in so long a time, by group. */
const threshold = v.pipe(
  v.strictObject(
    {
      name: v.pipe(
        v.string(nameExpected),
        v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, nameExpected),
        v.maxLength(60, 'a name of at most 60 characters'),
        v.description('What messages call it; suppressions name it threshold:NAME.'),
      ),
      ports: v.pipe(
        v.optional(v.pipe(v.array(port, 'a list of ports'), v.minLength(1, 'at least one port'))),
        v.description('Left out: all watched ports. Denied attempts are counted on any port, allowed ones on watched ports.'),
      ),
      decision: v.pipe(
        v.optional(v.picklist(['denied', 'allowed'], 'denied or allowed'), 'denied'),
        v.description('Which attempts: denied or allowed ones.'),
      ),
      count: v.pipe(wholeNumber(1, 1_000_000_000, 'attempts'), v.description('Attempts from which on the rule is met.')),
      within: v.pipe(timeSpan, v.description('In a window of so long, 5m to 24h.')),
      per: v.pipe(
        v.optional(v.picklist(groups, `one of ${groups.join(', ')}`), 'source'),
        v.description('What attempts are counted by; prefix: IPv4 /24, IPv6 /48.'),
      ),
      distinct: v.pipe(v.optional(distinct), v.description('Different ones that the window must hold besides.')),
      countries: v.pipe(v.optional(countries, {}), v.description('Countries of the sources.')),
      severity: v.pipe(
        v.optional(v.picklist(['low', 'medium', 'high', 'critical'], 'low, medium, high or critical'), 'medium'),
        v.description('How grave it is.'),
      ),
      mode: v.pipe(v.optional(mode, 'on'), v.description('on, shadow (counted in the digest only) or off.')),
    },
    'an entry {name, ports, decision, count, within, per, distinct, countries, severity, mode}',
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { value } = dataset;
    const { per, distinct: wanted } = value;
    if (wanted === undefined || !sameWithin[per].includes(wanted.of)) return;
    addIssue({
      message: `what can be different within one ${per.replace('+', ' and ')}`,
      input: wanted.of,
      path: [
        { type: 'object', origin: 'value', input: value, key: 'distinct', value: wanted },
        { type: 'object', origin: 'value', input: { ...wanted }, key: 'of', value: wanted.of },
      ],
    });
  }),
);

/** The rules of the user, each name once. */
export const thresholds = v.pipe(
  v.array(threshold, 'a list of entries {name, count, within, …}'),
  eachOnce(({ name }) => name, 'each name only once'),
);

/** A threshold as it is written, with defaults filled in. */
export type WrittenThreshold = v.InferOutput<typeof threshold>;
