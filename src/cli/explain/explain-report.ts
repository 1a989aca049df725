import type { SubjectScore } from '../../detect/explain/score-subject.ts';
import type { PortKey } from '../../model/facts.ts';
import type { Incident } from '../../model/incident.ts';
import { type IncidentReport, incidentReport } from '../incident-report.ts';
import { portText } from '../port-text.ts';
import type { Explanation } from './explanation.ts';

const isoTime = (ms: number): string => new Date(ms).toISOString();
const nameOfPort = (key: PortKey): string => portText(key % 0x10000, Math.floor(key / 0x10000));

/** An explanation as `--json` prints it; the order of the fields is that of the output. */
export function explainReport({ subject, who, day, scores, conditions, incidents, ...moment }: Explanation) {
  return {
    address: subject.name,
    scope: subject.scope,
    at: isoTime(moment.atMs),
    from: isoTime(moment.fromMs),
    to: isoTime(moment.toMs),
    settings: moment.settings.version,
    country: who.country,
    prefix: who.prefix,
    networkBlock: who.networkBlock,
    sources: who.sources,
    sourceCount: who.sourceCount,
    expected: who.expected.map(({ label, ports, targets }) => ({ label, ports: ports.map(nameOfPort), targets })),
    knownScanner: who.scanner,
    suppressions: who.suppressions.map(({ finding, reason, expiresAtMs }) => ({
      finding,
      reason,
      expires: isoTime(expiresAtMs),
    })),
    day: dayReport(day),
    scores: scores.map(scoreReport),
    conditions,
    incidents: incidents.map(explainedIncident),
  };
}

function dayReport({ firstSeenMs, lastSeenMs, denied, letIn, ports, targets, hours }: Explanation['day']) {
  return {
    firstSeen: firstSeenMs === null ? null : isoTime(firstSeenMs),
    lastSeen: lastSeenMs === null ? null : isoTime(lastSeenMs),
    denied,
    letIn,
    ports: ports.map(nameOfPort),
    targets: targets.map(({ name, ...attempts }) => ({ target: name, ...attempts, ports: attempts.ports.map(nameOfPort) })),
    hours: hours.map((hour) => ({
      hour: isoTime(hour.startMs),
      denied: hour.denied,
      letIn: hour.letIn,
      ports: hour.ports.map(nameOfPort),
      targets: hour.atTargets.map(({ target, ...attempts }) => ({
        target: targets[target]?.name ?? '',
        ...attempts,
        ports: attempts.ports.map(nameOfPort),
      })),
    })),
  };
}

function scoreReport({ name, scope, score, isFound, isAbsorbed, targetName, mainPorts, inputs, parts, scanner }: SubjectScore) {
  return {
    name,
    scope,
    score,
    found: isFound,
    toldByPrefix: isAbsorbed,
    target: targetName,
    ports: mainPorts.map(({ port, protocol }) => portText(port, protocol)),
    inputs,
    parts,
    knownScanner: scanner,
  };
}

function explainedIncident(incident: Incident): IncidentReport & { readonly state: string; readonly reasons: readonly object[] } {
  const reasons = incident.reasons.map(({ atMs, reason, detail }) => ({ at: isoTime(atMs), reason, detail }));
  return { ...incidentReport(incident), state: incident.state, reasons };
}
