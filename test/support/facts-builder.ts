import { defaultDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import type { DetectionInput, SelfCheck } from '../../src/model/detection-input.ts';
import type { AllowedColumns, DeniedColumns, Facts, Target } from '../../src/model/facts.ts';
import { slotMs } from '../../src/model/facts.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import type { WindowFacts } from '../../src/model/window.ts';

/** The day of a time without a date. */
const day = '2026-11-21';

/** `10:05`, or `2026-11-20 10:05`, in UTC, as ms. */
export function at(time: string): number {
  return Date.parse(`${time.includes(' ') ? time.replace(' ', 'T') : `${day}T${time}`}:00Z`);
}

/** One row of facts, told as a line. */
export interface Line {
  readonly decision: 'denied' | 'allowed';
  readonly time: string;
  readonly source: string;
  readonly target: string;
  readonly port: number;
  readonly protocol: number;
  readonly rule: string;
  readonly flows: number;
  readonly measured: number;
  readonly answered: number;
  readonly packetsReceived: number;
}

type Details = Partial<Omit<Line, 'decision' | 'time' | 'source' | 'target' | 'port'>>;

/** `denied('10:00', '203.0.113.7', 'vm-db1', 3389, { flows: 5 })` */
export function denied(time: string, source: string, target: string, port: number, details: Details = {}): Line {
  return { ...plain, rule: 'DefaultRule_DenyAllInBound', ...details, decision: 'denied', time, source, target, port };
}

/** Let in once with two packets back, unless `details` say otherwise. */
export function allowed(time: string, source: string, target: string, port: number, details: Details = {}): Line {
  return { ...plain, ...answeredOnce, ...details, decision: 'allowed', time, source, target, port };
}

const plain = { protocol: 6, rule: 'UserRule_Allow', flows: 1, measured: 0, answered: 0, packetsReceived: 0 };
const answeredOnce = { measured: 1, answered: 1, packetsReceived: 2 };

/** Details of let-ins that nothing answered, and of let-ins in a log that does not record replies. */
export const nothingAnswered = { measured: 1, answered: 0, packetsReceived: 0 };
export const notRecorded = { measured: 0, answered: 0, packetsReceived: 0 };

/** A target by its name: its network interface bears it. */
export function targetNamed(name: string): Target {
  const number = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 65_536, 7);
  return {
    mac: `000D3A00${number.toString(16).toUpperCase().padStart(4, '0')}`,
    address: `10.0.${number >> 8}.${number & 255}`,
    resource: `/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/${name}`,
  };
}

export interface WindowOptions {
  /** Any time in the current clock hour. */
  readonly now?: string;
  /** When every flow log was first seen. */
  readonly installed?: string;
}

/** The window that holds the hour of `now` and the 23 before it, with the lines that fall into it. */
export function windowOf(
  lines: readonly Line[],
  { now = '23:00', installed = '2026-11-01 00:00' }: WindowOptions = {},
): WindowFacts {
  const hourMs = 3_600_000;
  const endMs = Math.floor(at(now) / hourMs) * hourMs + hourMs;
  const startMs = endMs - 24 * hourMs;
  const inside = lines.filter(({ time }) => at(time) >= startMs && at(time) < endMs);
  const facts = factsOf(inside);
  return { facts, startMs, endMs, targetInstalledAtMs: facts.targets.map(() => at(installed)), alsoLoggedElsewhere: 0 };
}

/** Nothing is wrong with Knockwatch itself. */
export const allWell: SelfCheck = { databaseBuiltAtMs: null, isRealTime: true, settingsProblem: null, undelivered: null };

/** The input of an evaluation at `now` of some lines and days of history; the hours' logs are not told unless `more` does. */
export function inputOf(
  lines: readonly Line[],
  options: WindowOptions & { readonly settings?: DetectionSettings } = {},
  more: Partial<DetectionInput> = {},
): DetectionInput {
  const { now = '23:00', settings = settingsWith() } = options;
  return {
    window: windowOf(lines, options),
    hours: [],
    histories: [],
    settings,
    self: allWell,
    start: null,
    installation: { FLOWLOG: at(options.installed ?? '2026-11-01 00:00') },
    nowMs: at(now),
    ...more,
  };
}

/** Facts of some lines, one row a line. */
export function factsOf(lines: readonly Line[]): Facts {
  const sources = [...new Set(lines.map(({ source }) => source))];
  const targets = [...new Set(lines.map(({ target }) => target))];
  const rules = [...new Set(lines.map(({ rule }) => rule))];
  const columns = (decision: Line['decision']) =>
    columnsOf(
      lines.filter((line) => line.decision === decision),
      { sources, targets, rules },
    );
  return {
    sources: { address: sources, country: sources.map(() => 'CN') },
    targets: targets.map(targetNamed),
    rules: rules.map((name) => ({ name, acl: '' })),
    denied: columns('denied'),
    allowed: columns('allowed'),
    totals: [],
    records: lines.length,
    tuples: lines.length,
    rejected: 0,
    lag: [],
  };
}

interface Names {
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  readonly rules: readonly string[];
}

function columnsOf(lines: readonly Line[], { sources, targets, rules }: Names): AllowedColumns {
  const keys: DeniedColumns = {
    slot: Uint32Array.from(lines, ({ time }) => Math.floor(at(time) / slotMs)),
    source: Uint32Array.from(lines, ({ source }) => sources.indexOf(source)),
    target: Uint32Array.from(lines, ({ target }) => targets.indexOf(target)),
    port: Uint16Array.from(lines, ({ port }) => port),
    protocol: Uint8Array.from(lines, ({ protocol }) => protocol),
    rule: Uint32Array.from(lines, ({ rule }) => rules.indexOf(rule)),
    flows: Uint32Array.from(lines, ({ flows }) => flows),
  };
  return {
    ...keys,
    packetsSent: Float64Array.from(lines, ({ flows }) => flows * 3),
    bytesSent: Float64Array.from(lines, ({ flows }) => flows * 180),
    packetsReceived: Float64Array.from(lines, ({ packetsReceived }) => packetsReceived),
    bytesReceived: Float64Array.from(lines, ({ packetsReceived }) => packetsReceived * 60),
    measured: Uint32Array.from(lines, ({ measured }) => measured),
    answered: Uint32Array.from(lines, ({ answered }) => answered),
  };
}

const watched = [22, 23, 445, 1433, 3306, 3389, 5432];

/** Settings with a few watched TCP ports (22, 23, 445, 1433, 3306, 3389, 5432) and 161/udp, and nothing else said. */
export function settingsWith(changes: Partial<DetectionSettings> = {}): DetectionSettings {
  return {
    version: 'test0001',
    slack: { channel: '#alerts', criticalChannel: '', opsChannel: '', mention: {}, mayAct: [] },
    watchedPorts: [
      ...watched.map((port) => ({ port, protocol: 6, weight: 5, name: '' })),
      { port: 161, protocol: 17, weight: 3, name: '' },
    ],
    findings: {
      breakthrough: 'on',
      exposure: 'on',
      'locked-out': 'on',
      campaign: 'on',
      targeted: 'on',
      'new-target': 'shadow',
      'new-door': 'shadow',
      blind: 'on',
    },
    bounds: defaultDetectionSettings.bounds,
    budget: defaultDetectionSettings.budget,
    digest: { hour: 8, timeZone: 'UTC' },
    thresholds: [],
    knownScanners: [],
    expectedSources: [],
    targets: [],
    suppressions: [],
    ...changes,
  };
}

/** Settings that look for these findings alone. */
export function lookingFor(kinds: readonly string[], changes: Partial<DetectionSettings> = {}): DetectionSettings {
  const settings = settingsWith(changes);
  const modes = Object.fromEntries(Object.keys(settings.findings).map((kind) => [kind, kinds.includes(kind) ? 'on' : 'off']));
  return { ...settings, findings: { ...settings.findings, ...modes } };
}
