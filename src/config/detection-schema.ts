import ipaddr from 'ipaddr.js';
import * as v from 'valibot';
import { defaultWatchedPorts } from './default-watched-ports.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const text = (expected: string) => v.pipe(v.string(expected), v.trim(), v.nonEmpty(expected));

const portExpected = 'a port from 1 to 65535, or a text such as 161/udp';
const portNumber = v.pipe(
  v.number(portExpected),
  v.integer(portExpected),
  v.minValue(1, portExpected),
  v.maxValue(65535, portExpected),
);
const portText = v.pipe(
  v.string(portExpected),
  v.regex(/^[1-9]\d{0,4}\/(tcp|udp)$/, portExpected),
  v.check((written) => Number.parseInt(written, 10) <= 65535, portExpected),
);
const port = v.union([portNumber, portText], portExpected);

const weightExpected = 'a weight from 0 to 10';
const weight = v.pipe(
  v.number(weightExpected),
  v.minValue(0, weightExpected),
  v.maxValue(10, weightExpected),
  v.description('0 to 10: how much an attempt on this port matters.'),
);

const watchedPort = v.union(
  [
    ...port.options,
    v.strictObject(
      {
        port: v.pipe(port, v.description('A number (TCP), or a text such as 161/udp.')),
        weight: v.optional(weight),
        name: v.optional(v.pipe(v.string('a short name, as in rdp'), v.description('A short name for messages.'))),
      },
      'a port, or {port, weight, name}',
    ),
  ],
  'a port from 1 to 65535, a text such as 161/udp, or {port, weight, name}',
);

/** `3389`, `3389/tcp` and `{port: 3389}` are one port. */
const nameOfPort = (entry: v.InferOutput<typeof watchedPort>): string => {
  const written = typeof entry === 'object' ? entry.port : entry;
  return typeof written === 'number' ? `${written}/tcp` : written;
};

const watchedPorts = v.pipe(
  v.array(watchedPort, 'a list of ports'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const list = dataset.value;
    const names = list.map(nameOfPort);
    for (const [key, value] of list.entries()) {
      if (names.indexOf(names[key] ?? '') === key) continue;
      addIssue({
        message: 'each port only once',
        input: names[key],
        path: [{ type: 'array', origin: 'value', input: list, key, value }],
      });
    }
  }),
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
const findingId = v.picklist(['breakthrough'], 'the name of a finding: breakthrough');

const findings = v.strictObject(
  { breakthrough: v.pipe(v.optional(mode, 'on'), v.description('A source that had been turned away was let in.')) },
  'findings with their mode, as in {breakthrough: on}',
);

const expectedSource = v.strictObject(
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

const isMac = (written: string): boolean => /^[0-9a-f]{12}$/i.test(written.replace(/[:.-]/g, ''));
const matchExpected = 'an address, a CIDR, a MAC or a resource id (/subscriptions/…)';
const criticalityExpected = 'a number from 0.8 to 1.3';
const namedTarget = v.strictObject(
  {
    name: v.pipe(text('a name, as in vm-db1'), v.description('What messages call it.')),
    match: v.pipe(
      text(matchExpected),
      v.check((written) => isCidr(written) || isMac(written) || written.startsWith('/'), matchExpected),
      v.description('Address, MAC, CIDR or resource id; the last two may stand for a group.'),
    ),
    criticality: v.pipe(
      v.optional(
        v.pipe(v.number(criticalityExpected), v.minValue(0.8, criticalityExpected), v.maxValue(1.3, criticalityExpected)),
        1,
      ),
      v.description('0.8 to 1.3: how much an attempt on it matters.'),
    ),
  },
  'an entry {name, match, criticality}',
);

const expiresExpected = 'a date as in 2026-12-31, or a time as in 2026-12-31T18:00:00Z';
const suppression = v.pipe(
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
/** A port as it is written: a number (TCP), or a text such as `161/udp`. */
export type WrittenPort = v.InferOutput<typeof port>;
