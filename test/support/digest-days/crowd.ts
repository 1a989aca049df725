import { clockHourStart } from '../../../src/digest/local-day.ts';
import type { DigestHour } from '../../../src/digest/tally/digest-hour.ts';
import type { Rule, Target } from '../../../src/model/facts.ts';
import { slotMs } from '../../../src/model/facts.ts';
import type { LogSummary } from '../../../src/model/hour.ts';
import { factsOfKnocks, type Knock } from './facts-of-knocks.ts';

const network = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-prod/providers/Microsoft.Network';
const nic = (name: string): string => `${network}/networkInterfaces/${name}`;

/** The targets of the example days. */
export const crowdTargets: readonly Target[] = [
  { mac: '0022480000AA', address: '10.0.0.4', resource: nic('vm-db1') },
  { mac: '0022480000AB', address: '10.0.0.5', resource: nic('vm-web1') },
  { mac: '0022480000AC', address: '10.0.0.6', resource: nic('vm-web2') },
  { mac: '0022480000AD', address: '10.0.0.7', resource: nic('vm-jump1') },
];

export const vnetLog =
  'FLOWLOGRESOURCEID=/11111111-2222-3333-4444-555555555555_NETWORKWATCHERRG/NETWORKWATCHER_WESTEUROPE_FL-PROD';
export const nsgLog =
  'RESOURCEID=/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/RESOURCEGROUPS/RG-PROD/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/NSG-DB';

const rule = (name: string, nsg: string): Rule => ({ name, acl: `${network}/networkSecurityGroups/${nsg}` });
const denyAll = rule('DefaultRule_DenyAllInBound', 'nsg-db');
const denyTelnet = rule('UserRule_DenyTelnet', 'nsg-web');
const allowHttps = rule('UserRule_AllowHttps', 'nsg-web');
const allowSsh = rule('UserRule_AllowSshOffice', 'nsg-jump');

/** What the crowd of a day is like. */
export interface CrowdOptions {
  /** Sources that come in an hour, each once. */
  readonly perHour: number;
  /** How many different sources there are; they come in turns. */
  readonly sources: number;
  readonly targets: readonly Target[];
  /** Times as many on port 6379 as usual. */
  readonly redis?: number;
  /** A country beside the usual ones. */
  readonly newCountry?: string;
}

const countries = ['CN', 'CN', 'CN', 'US', 'US', 'NL', 'RU', 'BR', ''] as const;
/** Ports by how often they are tried, of 32. */
const ports = [
  ...Array<number>(12).fill(23),
  ...Array<number>(7).fill(22),
  ...Array<number>(5).fill(3389),
  445,
  445,
  6379,
  5432,
  8080,
  8080,
  5060,
  1433,
];
const watched = new Set([22, 23, 445, 1433, 3306, 3389, 5432, 6379].map((port) => 6 * 65_536 + port));

/** The facts of an hour of the crowd: the same for the same hour and options. */
export function crowdHour(hour: string, options: CrowdOptions): DigestHour {
  const startSlot = clockHourStart(hour) / slotMs;
  const turn = clockHourStart(hour) / 3_600_000;
  const knocks = Array.from({ length: options.perHour }, (_, i) => knockOf(startSlot, turn, i, options));
  const redis = (options.redis ?? 0) * 2;
  const crowd = Array.from({ length: redis }, (_, i) => redisKnock(startSlot, turn, i, options));
  const facts = factsOfKnocks([...knocks, ...crowd, ...ordinary(startSlot, options)], watched);
  return { hour, parts: [facts], logs: logsOf(startSlot, options), fingerprint: `of ${hour}` };
}

/** A number that looks like chance. */
const mixed = (a: number, b: number): number =>
  (Math.imul(a ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)) >>> 3;

function knockOf(startSlot: number, turn: number, i: number, { sources, targets, newCountry }: CrowdOptions): Knock {
  const chance = mixed(turn, i);
  const number = (turn * 7919 + i * 31) % sources;
  const port = ports[chance % ports.length] ?? 23;
  const country = newCountry !== undefined && number % 97 === 5 ? newCountry : (countries[number % countries.length] ?? '');
  return {
    slot: startSlot + (chance % 12),
    source: addressOf(number),
    country,
    target: targets[(chance >> 5) % targets.length] ?? targets[0] ?? { mac: '', address: '', resource: '' },
    port,
    protocol: port === 5060 ? 17 : 6,
    rule: port === 23 ? denyTelnet : denyAll,
    isDenied: true,
    flows: 1 + (chance % 3 === 0 ? 1 : 0),
  };
}

const redisKnock = (startSlot: number, turn: number, i: number, options: CrowdOptions): Knock => ({
  ...knockOf(startSlot, turn, i, options),
  source: addressOf(100_000 + ((turn * 13 + i) % 190)),
  country: 'VN',
  port: 6379,
  protocol: 6,
  rule: denyAll,
});

/** Documentation and benchmark ranges, then ordinary ones. */
const addressOf = (number: number): string =>
  `${80 + (number % 90)}.${(number >> 3) % 200}.${(number >> 6) % 250}.${1 + (number % 250)}`;

/** What web servers are for, and an office. */
function ordinary(startSlot: number, { targets }: CrowdOptions): readonly Knock[] {
  const target = targets.at(-1) ?? { mac: '', address: '', resource: '' };
  const one = { slot: startSlot, source: '198.51.100.20', country: 'DE', target, protocol: 6, isDenied: false };
  return [
    { ...one, port: 443, rule: allowHttps, flows: 900 },
    { ...one, port: 22, rule: allowSsh, flows: 1 },
  ];
}

function logsOf(startSlot: number, { targets }: CrowdOptions): readonly LogSummary[] {
  return targets.map(({ mac, address }, i) => ({
    kind: i === 0 ? 'nsg' : 'vnet',
    flowLog: i === 0 ? nsgLog : vnetLog,
    mac,
    records: 60,
    tuples: 1500,
    rejected: 0,
    lag: [{ commitSlot: startSlot, atMostMinutes: i === 0 ? 5 : 2, records: i === 0 ? 3 : 60 }],
    flows: { deniedInbound: 100, deniedOutbound: 0, allowedInbound: 900, allowedOutbound: 300 },
    countsDenied: true,
    countsAllowed: true,
    alsoLoggedElsewhere: 0,
    targets: [`${mac} ${address}`],
  }));
}
