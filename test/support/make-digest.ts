import type { PortRow, TargetRow } from '../../src/model/digest/day-counts.ts';
import type { Compared, DaySums } from '../../src/model/digest/day-sums.ts';
import type { DigestIncident } from '../../src/model/digest/digest-incident.ts';
import type { NamedPort, NamedTarget } from '../../src/model/digest/names.ts';
import type { Digest } from '../../src/model/digest.ts';

/** A day by hand, small enough to check by eye; fields can be given. */
export function makeDigest(fields: Partial<Digest> = {}): Digest {
  return { ...usualDay, ...fields };
}

const hourMs = 3_600_000;
/** 2026-11-21 in Berlin: 23:00 UTC of the day before. */
const fromMs = Date.UTC(2026, 10, 20, 23);
const hours = Array.from({ length: 24 }, (_, i) => new Date(fromMs + i * hourMs).toISOString().slice(0, 13).replace(/[-T]/g, ''));
const networkFolder = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-prod/providers/Microsoft.Network';

export const port = (number: number, service: string, protocol = 6): NamedPort => ({
  port: number,
  protocol,
  label: `${number}/${protocol === 17 ? 'udp' : 'tcp'}`,
  service,
});
const ssh = port(22, 'SSH');
const telnet = port(23, 'Telnet');
const smb = port(445, 'SMB');
const rdp = port(3389, 'RDP');
const redis = port(6379, 'Redis');

const target = (name: string, address: string, mac: string): NamedTarget => ({
  name,
  address,
  mac,
  resource: `${networkFolder}/networkInterfaces/${name}-nic`,
});
const vmDb = target('vm-db1', '10.0.0.4', '0022480000AA');
const vmWeb = target('vm-web1', '10.0.0.5', '0022480000AB');
const vmJump = target('vm-jump1', '10.0.0.6', '0022480000AC');

/** A number beside what is usual; the change as the digest shows it. */
export const compared = (now: number, usual: number | null): Compared => ({
  now,
  usual,
  change: usual === null || usual < 20 ? null : now / usual - 1,
});

const portRow = (
  named: NamedPort,
  denied: Compared,
  sources: Compared,
  series: readonly (number | null)[],
  more: Partial<PortRow> = {},
): PortRow => ({
  ...named,
  weight: 5,
  denied,
  sources,
  letIn: 0,
  sourcesLetIn: 0,
  targets: 3,
  series,
  isCrowd: false,
  ...more,
});

const ports: readonly PortRow[] = [
  portRow(
    telnet,
    compared(2104, 2080),
    compared(610, 602),
    [1990, 2050, 2110, 2080, 2120, 2075, 2090, 2080, 1985, 2140, 2066, 2081, 2079, 2104],
    { weight: 3 },
  ),
  portRow(rdp, compared(1406, 702), compared(212, 198), [690, 702, 715, 699, 710, 688, 702, 700, 696, 730, 702, 711, 699, 1406], {
    weight: 8,
  }),
  portRow(ssh, compared(880, 902), compared(240, 251), [905, 890, 902, 917, 899, 908, 902, 895, 910, 900, 902, 889, 921, 880], {
    letIn: 14,
    sourcesLetIn: 2,
  }),
  portRow(redis, compared(312, 31), compared(96, 12), [30, 28, 33, 31, 35, 29, 31, 30, 32, 31, 34, 29, 31, 312], {
    weight: 8,
    isCrowd: true,
  }),
  portRow(smb, compared(9, 11), compared(7, 8), [12, 11, null, 10, 13, 11, 12, 9, 11, 10, 14, 11, 12, 9], { weight: 8 }),
];

const sums: DaySums = {
  denied: compared(4711, 3726),
  sources: compared(1043, 990),
  letIn: compared(14, 12),
  sourcesLetIn: 2,
  targetsDenied: 3,
  targetsReached: 3,
  interfaces: 3,
  usualDays: 7,
  otherPorts: {
    denied: 6120,
    sources: 1804,
    ports: 911,
    busiest: [
      { ...port(8080, 'http-alt'), denied: 402 },
      { ...port(5060, 'sip', 17), denied: 377 },
      { ...port(8728, ''), denied: 120 },
    ],
  },
};

/** An incident in words; fields can be given. */
export function makeDigestIncident(fields: Partial<DigestIncident> = {}): DigestIncident {
  return {
    id: 'tg-4f2a9c',
    finding: 'targeted',
    severity: 'medium',
    state: 'open',
    score: 72.69,
    openedAtMs: fromMs + 5 * hourMs,
    lastSeenAtMs: fromMs + 22 * hourMs,
    resolvedAtMs: null,
    headline: 'RDP on vm-db1 is being worked on from 203.0.113.7 (China)',
    sentence: 'RDP on vm-db1 is being worked on from 203.0.113.7 (China): 120 attempts over 17 hours, third day.',
    kind: 'source that aims at you',
    who: '203.0.113.7 (China)',
    where: 'RDP on vm-db1',
    what: '120 attempts over 17 hours, third day',
    why: [
      '+40.0 focus (up to 40): 120 attempts on vm-db1',
      '+15.0 hours (up to 15): active there in 17 clock hours of 24',
      '+11.9 days (up to 15): active there for the third day',
      '+0.4 rarity (up to 5): 10 % of all other denials are on this port',
      '+5.4 weight: × 1.08, the ports weigh 8 of 10',
      '= 72.7 of 100: low from 45, medium from 60, high from 80',
    ],
    whatToDo:
      'These attempts were denied: see that no rule lets 203.0.113.0/24 in. If it is yours, add it to expectedSources; if you know it as a scanner, to knownScanners.',
    steps: [
      { name: 'focus (up to 40)', points: 40, because: '120 attempts on vm-db1' },
      { name: 'hours (up to 15)', points: 15, because: 'active there in 17 clock hours of 24' },
      { name: 'days (up to 15)', points: 11.9, because: 'active there for the third day' },
      { name: 'rarity (up to 5)', points: 0.4, because: '10 % of all other denials are on this port' },
      { name: 'weight', points: 5.4, because: '× 1.08, the ports weigh 8 of 10' },
    ],
    told: 'message',
    isNew: true,
    silence: null,
    ...fields,
  };
}

const exposure = makeDigestIncident({
  id: 'ex-77b1e0',
  finding: 'exposure',
  severity: 'high',
  score: null,
  openedAtMs: fromMs - 30 * hourMs,
  headline: 'SSH on vm-jump1 stands open to the internet',
  sentence: 'SSH on vm-jump1 stands open to the internet since 2026-11-19 17:05 UTC: 14 flows from 2 networks were let in.',
  kind: 'open door',
  who: '2 networks',
  where: 'SSH on vm-jump1',
  what: '14 flows let in',
  why: ['Five different networks were let in one after another; nobody was turned away in between.'],
  whatToDo: 'Close NSG user rule AllowSsh in nsg-jump, or restrict it to the addresses you expect.',
  steps: [],
  isNew: false,
});

const newTarget = makeDigestIncident({
  id: 'nt-09aa12',
  finding: 'new-target',
  severity: 'low',
  score: null,
  headline: 'vm-jump1 is reached from the internet for the first time in 14 days',
  sentence: 'vm-jump1 is reached from the internet for the first time in 14 days: 48 flows denied, none let in.',
  kind: 'new target',
  who: '',
  where: 'vm-jump1',
  what: '48 denied, 0 let in',
  why: ['Reached from the internet at 2026-11-21 03:10 UTC, for the first time in 14 days.'],
  whatToDo: 'See whether it is meant to have a public address.',
  steps: [],
  told: 'not',
});

const overBudget = makeDigestIncident({ id: 'tg-8811aa', score: 51.2, severity: 'low', told: 'digest' });

const targetRow = (named: NamedTarget, denied: number, sources: number, letIn: number, topPort: NamedPort): TargetRow => ({
  ...named,
  denied,
  sources,
  letIn,
  sourcesLetIn: letIn === 0 ? 0 : 2,
  ports: 5,
  topPort,
});

const perHour = [
  [88, 58, 37, 13],
  [88, 59, 37, 13],
] as const;

const usualDay: Digest = {
  day: {
    day: '2026-11-21',
    timeZone: 'Europe/Berlin',
    previous: '2026-11-20',
    next: '2026-11-22',
    hours,
    fromMs,
    toMs: fromMs + 24 * hourMs,
    madeAtMs: fromMs + 32 * hourMs,
    isRunning: false,
  },
  verdict: {
    kind: 'act',
    sentence: 'One door stands open to the internet, and one source aims at you; otherwise the day was louder than usual.',
  },
  data: {
    kind: 'whole',
    gaps: [],
    silentTargets: [],
    moreSilentTargets: 0,
    hoursEnded: 24,
    hoursWithRecords: 24,
    beginsAtMs: null,
  },
  sums,
  needsAction: { exposures: [exposure], incidents: [makeDigestIncident(), overBudget], blind: [] },
  changes: {
    newCountries: [{ country: 'PA', denied: 41, sources: 6 }],
    countryDays: 30,
    crowds: ports.filter(({ isCrowd }) => isCrowd),
    newTargets: [newTarget],
    newDoors: [],
    returned: [],
    resolved: [],
    topScores: [],
  },
  ports,
  hourly: {
    ports: [telnet, rdp, ssh, redis],
    hours: hours.map((hour, i) => ({
      hour,
      startMs: fromMs + i * hourMs,
      label: `${String(i).padStart(2, '0')}:00`,
      data: 'recorded',
      denied: perHour[i % 2] ?? [],
      others: i % 3 === 0 ? 1 : 0,
    })),
  },
  portsByCountry: {
    rows: [telnet, rdp, ssh],
    columns: ['CN', 'US', 'NL', ''],
    cells: [
      [901, 420, 300, 12],
      [1106, 90, 120, 4],
      [320, 210, 180, 30],
    ],
    otherColumns: { count: 21, cells: [471, 86, 140] },
    otherRows: { count: 2, cells: [120, 80, 60, 1] },
    others: 60,
  },
  targetsByPort: {
    rows: [vmDb, vmWeb, vmJump],
    columns: [telnet, rdp, ssh, redis],
    cells: [
      [700, 1170, 300, 104],
      [704, 118, 290, 104],
      [700, 118, 290, 104],
    ],
    otherColumns: { count: 1, cells: [3, 3, 3] },
    otherRows: { count: 0, cells: [0, 0, 0, 0] },
    others: 0,
  },
  targets: {
    rows: [targetRow(vmDb, 2277, 702, 0, rdp), targetRow(vmWeb, 1219, 650, 0, telnet), targetRow(vmJump, 1215, 644, 14, telnet)],
    others: { count: 0, flows: 0 },
  },
  rules: {
    denied: {
      rows: [
        {
          name: 'DenyAllInBound',
          fullName: 'DefaultRule_DenyAllInBound',
          kind: 'default',
          acl: `${networkFolder}/networkSecurityGroups/nsg-db`,
          place: 'NSG nsg-db',
          flows: 10_700,
          onWatchedPorts: 4600,
        },
      ],
      others: { count: 2, flows: 131 },
    },
    allowed: {
      rows: [
        {
          name: 'AllowHttps',
          fullName: 'UserRule_AllowHttps',
          kind: 'user',
          acl: `${networkFolder}/networkSecurityGroups/nsg-web`,
          place: 'NSG nsg-web',
          flows: 51_200,
          onWatchedPorts: 0,
        },
        {
          name: 'AllowSsh',
          fullName: 'UserRule_AllowSsh',
          kind: 'user',
          acl: `${networkFolder}/networkSecurityGroups/nsg-jump`,
          place: 'NSG nsg-jump',
          flows: 14,
          onWatchedPorts: 14,
        },
      ],
      others: { count: 0, flows: 0 },
    },
  },
  countries: {
    rows: [
      { country: 'CN', denied: 2410, sources: 301 },
      { country: 'US', denied: 780, sources: 240 },
      { country: 'NL', denied: 640, sources: 88 },
      { country: 'PA', denied: 41, sources: 6 },
      { country: '', denied: 47, sources: 20 },
    ],
    others: { count: 20, flows: 793 },
  },
  background: {
    sweepers: { sources: 388, denied: 2904, share: 2904 / 4711, fromTargets: 3, targets: 3 },
    networks: {
      rows: [
        { network: '198.51.0.0/16', denied: 611, sources: 40 },
        { network: '203.0.0.0/16', denied: 420, sources: 11 },
      ],
      others: { count: 402, flows: 3680 },
    },
  },
  lastDays: Array.from({ length: 14 }, (_, i) => ({
    day: new Date(fromMs + (i - 12) * 24 * hourMs).toISOString().slice(0, 10),
    data: i === 2 ? ('none' as const) : ('whole' as const),
    denied: i === 2 ? null : i === 13 ? 4711 : 3700 + ((i * 37) % 90),
    letIn: i === 2 ? null : 12 + (i % 3),
    sources: i === 2 ? null : 980 + ((i * 13) % 60),
  })),
  flowLogs: [
    {
      id: 'FLOWLOGRESOURCEID=/11111111-2222-3333-4444-555555555555_NETWORKWATCHERRG/NETWORKWATCHER_WESTEUROPE_FL-PROD',
      name: 'flow log westeurope_fl-prod',
      kind: 'vnet',
      firstListedAtMs: fromMs - 40 * 24 * hourMs,
      state: 'recording',
      lastRecordMs: fromMs + 24 * hourMs,
      hoursWithRecords: 24,
      silentHours: [],
      silentSpans: [],
      interfaces: 3,
      records: 4320,
      tuples: 120_400,
      rejected: 0,
      alsoLoggedElsewhere: 0,
      isReadTwice: false,
      retiresOn: null,
    },
    {
      id: 'RESOURCEID=/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/RESOURCEGROUPS/RG-PROD/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/NSG-DB',
      name: 'NSG nsg-db',
      kind: 'nsg',
      firstListedAtMs: fromMs - 40 * 24 * hourMs,
      state: 'silent',
      lastRecordMs: fromMs + 20 * hourMs,
      hoursWithRecords: 20,
      silentHours: hours.slice(20),
      silentSpans: [{ fromMs: fromMs + 20 * hourMs, toMs: fromMs + 24 * hourMs }],
      interfaces: 1,
      records: 1200,
      tuples: 30_100,
      rejected: 2,
      alsoLoggedElsewhere: 3100,
      isReadTwice: true,
      retiresOn: '2027-09-30',
    },
  ],
  health: {
    records: 5520,
    tuples: 150_500,
    rejected: 2,
    reasons: [{ reason: 'malformed-tuple', count: 2 }],
    places: [
      {
        reason: 'malformed-tuple',
        detail: 'Cannot decode flow tuple 17: expected 13 fields, got 12',
        flowLog: 'NSG nsg-db',
        account: 'flowlogs.blob.core.windows.net',
        container: 'insights-logs-networksecuritygroupflowevent',
        path: 'resourceId=/SUBSCRIPTIONS/…/y=2026/m=11/d=21/h=10/m=00/macAddress=0022480000AA/PT1H.json',
        offset: 40_960,
        length: 118,
        hour: '2026112110',
      },
    ],
    replayDays: ['2026-11-21'],
    alsoLoggedElsewhere: 3100,
    lagAtMostMinutes: 2,
    undelivered: null,
    failed: [],
    countryDatabase: { builtAtMs: Date.UTC(2026, 10, 1), days: 20, isOwn: false },
  },
  heldBack: {
    incidents: [
      {
        incident: overBudget,
        reason: 'over-budget',
        detail:
          "The day's budget of new messages (5, of them 4 targeted, low ones among the first 3) is spent: the digest tells it.",
      },
    ],
    counts: [
      { finding: 'targeted', reason: 'over-budget', count: 1 },
      { finding: 'new-door', reason: 'shadow', count: 3 },
    ],
    suppressions: [
      {
        finding: 'breakthrough',
        source: '203.0.113.0/24',
        target: 'vm-web1',
        port: '22/tcp',
        reason: 'penetration test by Example Ltd',
        expiresAtMs: Date.UTC(2026, 11, 31),
        isExpired: false,
        hidden: 0,
        examples: [],
        lastHidAtMs: null,
        isIdle: true,
      },
    ],
  },
  settings: {
    version: 'a1b2c3d4',
    previousVersion: 'e5f6a7b8',
    isChanged: true,
    changes: [{ key: 'bounds.targeted.low', before: '45', after: '50' }],
    moreChanges: 0,
  },
};
