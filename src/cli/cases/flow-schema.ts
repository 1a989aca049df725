import * as v from 'valibot';
import { isCountryCode } from '../../config/country-codes.ts';
import { wholeNumber } from '../../config/number-schema.ts';
import { port } from '../../config/port-schema.ts';
import { isAddressRange } from '../../detect/match/match-address.ts';
import { targetExpected, text } from './case-text.ts';
import { momentPattern } from './case-time.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const momentExpected = 'a time as in 10:05, -1d 10:05 (the day before) or 2026-11-21 10:05 (UTC)';
/** A time as cases write it. */
export const moment = v.pipe(v.string(momentExpected), v.regex(momentPattern, momentExpected));

const spanExpected = 'a length of time such as 30s, 5m, 2h or 1d';
const span = v.pipe(v.string(spanExpected), v.regex(/^[1-9]\d{0,4}[smhd]$/, spanExpected));

const addressExpected = 'an address such as 203.0.113.7 or 2001:db8::5';
const address = v.pipe(
  v.string(addressExpected),
  v.check((written) => isAddressRange(written) && !written.includes('/'), addressExpected),
);
const prefixExpected = 'a prefix such as 203.0.113.0/24 or 2001:db8:1::/48';
const fromExpected = 'an address, a list of addresses, {networks: 25} or {prefix: 203.0.113.0/24, addresses: 40}';

/** Who knocks. */
const from = v.union(
  [
    address,
    v.pipe(v.array(address, 'a list of addresses'), v.minLength(1, 'at least one address')),
    v.pipe(
      v.strictObject(
        {
          networks: v.optional(
            v.pipe(
              wholeNumber(1, 200, 'networks'),
              v.description('So many addresses, each of a network block (IPv4 /16) of its own.'),
            ),
          ),
          prefix: v.optional(
            v.pipe(
              v.string(prefixExpected),
              v.regex(/^(\d+\.\d+\.\d+\.0\/24|[0-9a-f:]+::\/48)$/i, prefixExpected),
              v.check(isAddressRange, prefixExpected),
            ),
          ),
          addresses: v.optional(v.pipe(wholeNumber(1, 250, 'addresses'), v.description('So many addresses of the prefix.'))),
        },
        fromExpected,
      ),
      v.check(
        ({ networks, prefix, addresses }) => (networks === undefined) === (prefix !== undefined && addresses !== undefined),
        fromExpected,
      ),
    ),
  ],
  fromExpected,
);

const targets = v.union(
  [text(targetExpected), v.pipe(v.array(text(targetExpected), 'a list of targets'), v.minLength(1, 'at least one target'))],
  targetExpected,
);
const ports = v.union(
  [...port.options, v.pipe(v.array(port, 'a list of ports'), v.minLength(1, 'at least one port'))],
  'a port such as 3389 or 161/udp, or a list of ports',
);
const countryExpected = 'a country code in capitals (ISO 3166-1 alpha-2), as in JP or GB';

/** Attempts that are alike. */
export const flow = v.pipe(
  v.strictObject(
    {
      at: v.pipe(
        moment,
        v.description('When the first attempt was made, UTC: 10:05, -1d 10:05 (the day before) or 2026-11-21 10:05.'),
      ),
      from: v.pipe(
        from,
        v.description('Who knocks: an address, a list of them, {networks: 25} or {prefix: 203.0.113.0/24, addresses: 40}.'),
      ),
      to: v.pipe(targets, v.description('The target: a name of your choice, or an address; or a list of targets.')),
      port: v.pipe(ports, v.description('A port number (TCP), a text such as 161/udp, or a list of ports.')),
      decision: v.pipe(v.picklist(['denied', 'allowed'], 'denied or allowed'), v.description('What the network made of it.')),
      times: v.pipe(
        v.optional(wholeNumber(1, 100_000, 'attempts'), 1),
        v.description('How many attempts, by each address, on each port of each target.'),
      ),
      every: v.optional(v.pipe(span, v.description('From one attempt to the next: 30s, 5m, 2h, 1d.'))),
      over: v.optional(v.pipe(span, v.description('All of them, evenly spread over so long.'))),
      days: v.pipe(
        v.optional(wholeNumber(1, 30, 'days'), 1),
        v.description('The same on so many days in a row, this one the last.'),
      ),
      rule: v.optional(v.pipe(text('the name of a rule, as in UserRule_allow-rdp'), v.description('The rule that decided.'))),
      replied: v.pipe(
        v.optional(v.picklist(['yes', 'no', 'unknown'], 'yes, no or unknown'), 'yes'),
        v.description('Of allowed ones: whether packets came back.'),
      ),
      country: v.optional(
        v.pipe(
          v.string(countryExpected),
          v.check(isCountryCode, countryExpected),
          v.description('In place of what the country database says.'),
        ),
      ),
    },
    'an entry {at, from, to, port, decision}',
  ),
  v.check(({ every, over }) => every === undefined || over === undefined, 'either every or over, not both'),
);

/** Attempts as a case tells them. */
export type WrittenFlow = v.InferOutput<typeof flow>;
