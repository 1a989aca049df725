import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { incidentReport } from '../../src/cli/incident-report.ts';
import type { ScanResult } from '../../src/cli/scan-logs.ts';
import { scanText } from '../../src/cli/scan-text.ts';
import type { Incident, Reason } from '../../src/model/incident.ts';
import { doorOf, nowMs } from '../support/findings/example-network.ts';
import { makeBlind } from '../support/findings/make-blind.ts';
import { makeBreakthrough } from '../support/findings/make-breakthrough.ts';
import { makeCampaign } from '../support/findings/make-campaign.ts';
import { makeExposure } from '../support/findings/make-exposure.ts';
import { makeFirstStart } from '../support/findings/make-first-start.ts';
import { makeLockedOut } from '../support/findings/make-locked-out.ts';
import { inCompany, makeTargeted } from '../support/findings/make-targeted.ts';
import { makeThreshold } from '../support/findings/make-threshold.ts';
import { incidentOf } from '../support/make-incident.ts';
import { everyKind } from '../support/message-examples.ts';
import { settings } from '../support/message-inputs.ts';

const counts: ScanResult['counts'] = {
  records: 1,
  tuples: 1,
  rejected: 0,
  alsoLoggedElsewhere: 0,
  denied: { inbound: 1, outbound: 0 },
  allowed: { inbound: 0, outbound: 0 },
  ports: [],
  countries: [],
};

const quiet = (incident: Incident, reason: Reason): Incident => ({
  ...incident,
  reasons: [{ atMs: nowMs, reason, detail: '' }],
});
/** Colours depend on where the tests run. */
const textOf = (incidents: readonly Incident[]): string =>
  stripVTControlCharacters(scanText({ span: { fromMs: nowMs - 86_400_000, toMs: nowMs }, counts, incidents }, settings, null));

for (const { finding } of everyKind) {
  test(`scanText() tells ${finding.finding} (${finding.key}) in one line`, () => {
    const lines = textOf([incidentOf(finding)]).split('\n');
    assert.equal(lines.filter((line) => line.includes('-4f2a')).length, 1);
  });
}

test('scanText() counts what was not told by finding and reason', () => {
  const shadow = quiet(incidentOf(makeTargeted()), 'shadow');
  const text = textOf([incidentOf(makeExposure()), shadow, shadow, quiet(incidentOf(makeCampaign()), 'learning')]);
  assert.match(text, /^ 1 incident$/m);
  assert.match(text, / Not told: 1 campaign \(learning\), 2 targeted \(shadow\)$/m);
});

test('scanText() takes what shares the message of another as told', () => {
  const joined = { ...quiet(incidentOf(makeExposure()), 'joined'), toldWith: 'ex-0001' };
  assert.match(textOf([joined]), /^ 1 incident$/m);
});

test('scanText() says where nothing would be told', () => {
  assert.match(textOf([]), /^ No incident that you would be told of\.$/m);
});

const reports = [
  [makeBreakthrough(), { source: '203.0.113.7', target: 'vm-db1', port: 3389, score: null }],
  [makeExposure(), { source: null, target: 'vm-db1', port: 3389, score: null }],
  [makeLockedOut(), { source: '198.51.100.20', target: 'vm-db1', port: 22, score: null }],
  [makeCampaign(), { source: null, target: null, port: 6379, score: null }],
  [makeTargeted(inCompany), { source: '203.0.113.0/24', target: 'vm-db1', port: 3389, score: 70 }],
  [makeThreshold(), { source: '203.0.113.7', target: null, port: null, score: null }],
  [
    makeThreshold({ targetNames: ['vm-db1'], doors: [doorOf(22)] }),
    { source: '203.0.113.7', target: 'vm-db1', port: 22, score: null },
  ],
  [makeBlind(), { source: null, target: null, port: null, score: null }],
  [makeFirstStart(), { source: null, target: null, port: null, score: null }],
] as const;

for (const [finding, expected] of reports) {
  test(`incidentReport() names source, target and port of ${finding.finding} (${finding.key}, ${finding.doors.length} doors), where it has one`, () => {
    const { source, target, port, score } = incidentReport(incidentOf(finding));
    assert.deepEqual({ source, target, port, score }, expected);
  });
}
