import { createHash } from 'node:crypto';
import type { PortKey } from '../model/facts.ts';
import type { Severity } from '../model/finding.ts';
import type { DetectionSettings, ExpectedSource, SlackSettings, Suppression, WatchedPort } from '../model/settings.ts';
import { defaultWatchedPorts } from './default-watched-ports.ts';
import type { WrittenSettings } from './detection-schema.ts';
import type { WrittenPort } from './port-schema.ts';

const protocols: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };
/** Weight of a port that the default list does not name. */
const usualWeight = 5;
const lastMomentOfDay = 'T23:59:59.999Z';

/** Written settings with defaults filled in → the shapes that detection works with. */
export function toDetectionSettings(written: WrittenSettings): DetectionSettings {
  const { channel, criticalChannel, opsChannel, mention } = written.slack;
  const settings = {
    slack: {
      channel,
      criticalChannel: criticalChannel || channel,
      opsChannel: opsChannel || channel,
      mention: mentionsOf(mention),
    },
    watchedPorts: written.watchedPorts.map(toWatchedPort),
    findings: { ...defaultModes, ...written.findings },
    ...defaultsToCome,
    expectedSources: written.expectedSources.map(toExpectedSource),
    targets: written.targets,
    suppressions: written.suppressions.map(toSuppression),
  };
  return { version: versionOf(settings), ...settings };
}

const defaultModes: DetectionSettings['findings'] = {
  breakthrough: 'on',
  exposure: 'on',
  'locked-out': 'on',
  campaign: 'on',
  targeted: 'on',
  'new-target': 'shadow',
  'new-door': 'shadow',
  blind: 'on',
};
const defaultsToCome: Pick<DetectionSettings, 'bounds' | 'budget' | 'digest' | 'thresholds' | 'knownScanners'> = {
  bounds: {
    breakthrough: { denials: 3, criticalDenials: 20 },
    lockedOut: { denials: 3 },
    campaign: { times: 3, prefixes: 20 },
    targeted: { low: 45, medium: 60, high: 80 },
  },
  budget: { perDay: 5, targeted: 4, low: 3 },
  digest: { hour: 8, timeZone: 'UTC' },
  thresholds: [],
  knownScanners: [],
};

const severities: readonly Exclude<Severity, 'ops'>[] = ['low', 'medium', 'high', 'critical'];

const mentionsOf = (mention: WrittenSettings['slack']['mention']): SlackSettings['mention'] =>
  Object.fromEntries(severities.flatMap((severity) => (mention[severity] === undefined ? [] : [[severity, mention[severity]]])));

/** The same settings have the same version, whatever the comments and the order in the file. */
const versionOf = (settings: Omit<DetectionSettings, 'version'>): string =>
  createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 8);

function toPort(written: WrittenPort): Pick<WatchedPort, 'port' | 'protocol'> {
  if (typeof written === 'number') return { port: written, protocol: 6 };
  const [port, protocol] = written.split('/');
  return { port: Number(port), protocol: protocols[protocol ?? ''] ?? 6 };
}

function toPortKey(written: WrittenPort): PortKey {
  const { port, protocol } = toPort(written);
  return protocol * 65536 + port;
}

function toWatchedPort(written: WrittenSettings['watchedPorts'][number]): WatchedPort {
  const entry = typeof written === 'object' ? written : { port: written };
  const { port, protocol } = toPort(entry.port);
  const known = defaultWatchedPorts.find((candidate) => candidate.port === port && candidate.protocol === protocol);
  return { port, protocol, weight: entry.weight ?? known?.weight ?? usualWeight, name: entry.name ?? known?.name ?? '' };
}

const toExpectedSource = (written: WrittenSettings['expectedSources'][number]): ExpectedSource => ({
  ...written,
  ports: written.ports.map(toPortKey),
});

function toSuppression(written: WrittenSettings['suppressions'][number]): Suppression {
  const { finding, source, target, port, reason, expires } = written;
  return {
    finding: finding ?? null,
    source: source ?? null,
    target: target ?? null,
    port: port === undefined ? null : toPortKey(port),
    reason,
    expiresAtMs: Date.parse(expires.includes('T') ? expires : `${expires}${lastMomentOfDay}`),
  };
}
