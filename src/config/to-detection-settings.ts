import { createHash } from 'node:crypto';
import type { FindingId } from '../model/finding-kind.ts';
import type { DetectionSettings, ExpectedSource, SlackSettings, Suppression } from '../model/settings.ts';
import type { ThresholdRule } from '../model/threshold-rule.ts';
import type { WrittenSettings } from './detection-schema.ts';
import { findingKinds } from './findings-schema.ts';
import type { WrittenThreshold } from './threshold-schema.ts';
import { spanMs } from './time-span.ts';
import { toPortKey, toWatchedPort } from './to-port.ts';

const lastMomentOfDay = 'T23:59:59.999Z';

/** Written settings with defaults filled in → the shapes that detection works with. */
export function toDetectionSettings(written: WrittenSettings): DetectionSettings {
  const { breakthrough, lockedOut, campaign, targeted } = written;
  const settings = {
    slack: toSlackSettings(written.slack),
    watchedPorts: written.watchedPorts.map(toWatchedPort),
    findings: written.findings,
    bounds: { breakthrough, lockedOut, campaign, targeted },
    budget: written.budget,
    digest: written.digest,
    thresholds: written.thresholds.map(toThresholdRule),
    knownScanners: written.knownScanners,
    expectedSources: written.expectedSources.map(toExpectedSource),
    targets: written.targets,
    suppressions: written.suppressions.map(toSuppression),
  };
  return { version: versionOf(settings), ...settings };
}

/** The same settings have the same version, whatever the comments and the order in the file. */
const versionOf = (settings: Omit<DetectionSettings, 'version'>): string =>
  createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 8);

const severities = ['ops', 'low', 'medium', 'high', 'critical'] as const;

function toSlackSettings({ channel, criticalChannel, opsChannel, mention, mayAct }: WrittenSettings['slack']): SlackSettings {
  return {
    channel,
    criticalChannel: criticalChannel || channel,
    opsChannel: opsChannel || channel,
    mention: Object.fromEntries(
      severities.flatMap((severity) => (mention[severity] === undefined ? [] : [[severity, mention[severity]]])),
    ),
    mayAct,
  };
}

function toThresholdRule({ ports, within, distinct, ...written }: WrittenThreshold): ThresholdRule {
  return {
    ...written,
    ports: ports === undefined ? null : [...new Set(ports.map(toPortKey))],
    withinMs: spanMs(within),
    distinct: distinct ?? null,
  };
}

const toExpectedSource = (written: WrittenSettings['expectedSources'][number]): ExpectedSource => ({
  ...written,
  ports: written.ports.map(toPortKey),
});

const toFindingId = (written: string): FindingId =>
  findingKinds.find((kind) => kind === written) ?? `threshold:${written.slice('threshold:'.length)}`;

function toSuppression(written: WrittenSettings['suppressions'][number]): Suppression {
  const { finding, source, target, port, reason, expires } = written;
  return {
    finding: finding === undefined ? null : toFindingId(finding),
    source: source ?? null,
    target: target ?? null,
    port: port === undefined ? null : toPortKey(port),
    reason,
    expiresAtMs: Date.parse(expires.includes('T') ? expires : `${expires}${lastMomentOfDay}`),
  };
}
