import ipaddr from 'ipaddr.js';
import * as v from 'valibot';
import { findingKinds } from './findings-schema.ts';
import { numberFrom } from './number-schema.ts';
import { port } from './port-schema.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const text = (expected: string) => v.pipe(v.string(expected), v.trim(), v.nonEmpty(expected));

const findingExpected = `the name of a finding: ${findingKinds.join(', ')} or threshold:NAME`;
/** Whether there is a threshold of the name only the whole file tells. */
const findingId = v.union(
  [v.picklist(findingKinds), v.pipe(v.string(findingExpected), v.regex(/^threshold:./, findingExpected))],
  findingExpected,
);

const isCidr = (written: string): boolean =>
  ipaddr.isValidCIDR(written) || ipaddr.IPv4.isValidFourPartDecimal(written) || ipaddr.IPv6.isValid(written);

/** An IPv6 source is a /64 in every count, so nothing narrower can ever match. */
const isCountable = (written: string): boolean => !written.includes(':') || Number(written.split('/')[1] ?? 128) <= 64;

const cidrExpected = 'an address or CIDR, as in 203.0.113.0/24 or 2001:db8:1:2::/64';
const sourceRange = v.pipe(
  v.string(cidrExpected),
  v.check(isCidr, cidrExpected),
  v.check(
    (written) => !isCidr(written) || isCountable(written),
    'an IPv6 range of /64 or shorter, because an IPv6 source is counted as its /64',
  ),
);

/** Who is expected at which doors. */
export const expectedSource = v.strictObject(
  {
    label: v.pipe(text('a label, as in "office"'), v.description('Who it is, as messages name it.')),
    sources: v.pipe(v.array(sourceRange, 'a list of addresses or CIDRs'), v.minLength(1, 'at least one address or CIDR')),
    ports: v.pipe(v.array(port, 'a list of ports'), v.minLength(1, 'at least one port')),
    targets: v.pipe(
      v.optional(v.array(text('a target: its name, address, MAC, CIDR or resource id'), 'a list of targets'), []),
      v.description('Names, addresses, MACs, CIDRs or resource ids; left out or empty: every target.'),
    ),
  },
  'an entry {label, sources, ports, targets}',
);

/** Someone who scans the whole internet and says who they are. */
export const knownScanner = v.strictObject(
  {
    label: v.pipe(text('a label, as in "census"'), v.description('Who it is, as messages name it.')),
    sources: v.pipe(v.array(sourceRange, 'a list of addresses or CIDRs'), v.minLength(1, 'at least one address or CIDR')),
  },
  'an entry {label, sources}',
);

const isMac = (written: string): boolean => /^[0-9a-f]{12}$/i.test(written.replace(/[:.-]/g, ''));
const matchExpected = 'an address, a CIDR, a MAC or a resource id (/subscriptions/…)';
/** The name and criticality of a target, or of a group of targets. */
export const namedTarget = v.strictObject(
  {
    name: v.pipe(text('a name, as in vm-db1'), v.description('What messages call it.')),
    match: v.pipe(
      text(matchExpected),
      v.check((written) => isCidr(written) || isMac(written) || written.startsWith('/'), matchExpected),
      v.description('Address, MAC, CIDR or resource id; the last two may stand for a group.'),
    ),
    criticality: v.pipe(
      v.optional(numberFrom(0.8, 1.3, 'a number'), 1),
      v.description('0.8 to 1.3: how much an attempt on it matters.'),
    ),
  },
  'an entry {name, match, criticality}',
);

const expiresExpected = 'a date as in 2026-12-31, or a time as in 2026-12-31T18:00:00Z';
/** What is not to be told, why, and until when. */
export const suppression = v.pipe(
  v.strictObject(
    {
      finding: v.optional(findingId),
      source: v.optional(sourceRange),
      target: v.optional(text('a target: its name, address, MAC, CIDR or resource id')),
      port: v.optional(port),
      reason: v.pipe(text('a reason, as in "pentest until friday"'), v.description('Why nothing is to be said.')),
      expires: v.pipe(
        v.string(expiresExpected),
        v.regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/, expiresExpected),
        v.check((written) => isExistingDate(written), expiresExpected),
        v.description('A date (its last moment, UTC) or a time in UTC.'),
      ),
    },
    'an entry {finding, source, target, port, reason, expires}',
  ),
  v.check(
    (entry) => [entry.finding, entry.source, entry.target, entry.port].some((value) => value !== undefined),
    'at least one of finding, source, target, port: what is to be silenced',
  ),
);

/** `Date` takes 30 February for 2 March, so the date must read the same when it comes back. */
function isExistingDate(written: string): boolean {
  const ms = Date.parse(written);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(written.slice(0, 10));
}
