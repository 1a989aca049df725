import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { renderNotification } from '../../../src/adapters/console/render-notification.ts';
import { parseDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { expectedAtDoor } from '../../../src/detect/match/expected-at-door.ts';
import { composeWhisper } from '../../../src/message/buttons/compose-whisper.ts';
import { canBeExpected, expectedEntries } from '../../../src/message/buttons/expected-entries.ts';
import { expectedSnippet } from '../../../src/message/buttons/expected-snippet.ts';
import { checkSlackLimits } from '../../../src/message/check-slack-limits.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { doorOf, exampleTarget } from '../../support/findings/example-network.ts';
import { makeBreakthrough } from '../../support/findings/make-breakthrough.ts';
import { makeExposure } from '../../support/findings/make-exposure.ts';
import { makeNewDoor } from '../../support/findings/make-new-door.ts';
import { inCompany, makeTargeted, verticalScan } from '../../support/findings/make-targeted.ts';
import { hostileFinding } from '../../support/hostile-findings.ts';
import { everyKind } from '../../support/message-examples.ts';
import { settings } from '../../support/message-inputs.ts';
import { webTarget } from '../../support/messages/make-message.ts';
import { textsIn } from '../../support/parts-of-message.ts';

const snippetOf = (findings: readonly Finding[], named = settings.targets): string =>
  expectedSnippet(expectedEntries(findings, { targets: named }));
const ask = { userId: 'U0ADMIN', channelId: 'C0ALERTS' };

test('the snippet of a break-in names its source, port and target, ready to be pasted', () => {
  assert.equal(
    snippetOf([makeBreakthrough()]),
    [
      'expectedSources:',
      '  - label: "203.0.113.7 at vm-db1"',
      '    sources: [203.0.113.7]',
      '    ports: [3389]',
      '    targets: ["0022480000AA"] # vm-db1',
    ].join('\n'),
  );
});

test('the snippet calls a target by its name where the settings know it by that', () => {
  const named = [{ name: 'vm-db1', match: '10.0.0.4', criticality: 1 }];
  assert.match(snippetOf([makeBreakthrough()], named), /targets: \[vm-db1\]$/);
});

test('the snippet has one entry for the same sources at one target, and one for each other target or source', () => {
  const other = makeBreakthrough({ targetName: 'vm-web1', doors: [doorOf(22, webTarget)] });
  const byUdp = makeNewDoor({ doors: [{ ...doorOf(161), protocol: 17 }], sources: ['2001:db8:1:2::/64', '198.51.100.77'] });
  const written = parseYaml(snippetOf([makeBreakthrough(), makeTargeted(verticalScan), other, byUdp, makeExposure()]));
  assert.deepEqual(
    written.expectedSources.map(({ sources, ports, targets }: Record<string, unknown>) => [sources, ports, targets]),
    [
      [['203.0.113.7'], [3389, 22, 445, 1433, 3306, 5432, 5985, 6379, 9200, 10250, 27017], ['0022480000AA']],
      [['203.0.113.7'], [22], ['0022480000BB']],
      [['198.51.100.77', '2001:db8:1:2::/64'], ['161/udp'], ['0022480000AA']],
    ],
  );
});

/** What the settings file says with a snippet pasted into it. */
const pasted = (findings: readonly Finding[]) => parseDetectionSettings(`${snippetOf(findings)}\n`, 'knockwatch.yaml');

for (const finding of [makeBreakthrough(), makeTargeted(), makeTargeted(inCompany), makeTargeted(verticalScan), makeNewDoor()]) {
  test(`pasted into the settings, the snippet of ${finding.finding} (${finding.key}) makes its sources expected at its doors and nowhere else`, () => {
    const isExpected = expectedAtDoor(pasted([finding]));
    for (const source of finding.sources) {
      for (const { target, port, protocol } of finding.doors) assert.ok(isExpected(source, target, port, protocol));
      assert.ok(!isExpected(source, exampleTarget, 5900, 6));
      assert.ok(!isExpected(source, webTarget, 3389, 6));
    }
    assert.ok(!isExpected('192.0.2.1', exampleTarget, 3389, 6));
  });
}

test('the snippet is YAML of one list whatever the names are', () => {
  fc.assert(
    fc.property(fc.array(hostileFinding, { minLength: 1, maxLength: 8 }), (findings) => {
      const entries = expectedEntries(findings, settings);
      const written = parseYaml(expectedSnippet(entries));
      assert.deepEqual(Object.keys(written), ['expectedSources']);
      for (const entry of written.expectedSources ?? [])
        assert.deepEqual(Object.keys(entry), ['label', 'sources', 'ports', 'targets']);
    }),
    { numRuns: 120 },
  );
});

test('an answer is within the limits of Slack and without markup whatever the names are', () => {
  fc.assert(
    fc.property(fc.array(hostileFinding, { maxLength: 30 }), fc.string({ unit: 'binary' }), (findings, settingsSource) => {
      const entries = expectedEntries(findings, settings);
      const { text, blocks } = composeWhisper({ kind: 'expected-source', entries, settingsSource }, ask);
      const message = { channel: 'C0ALERTS', text, blocks, severity: 'low', isBroadcast: false, incidentIds: [] } as const;
      assert.deepEqual(checkSlackLimits(message), []);
      assert.doesNotMatch(text, /[<>]/);
      for (const shown of textsIn(blocks)) assert.doesNotMatch(shown, /[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u);
    }),
    { numRuns: 120 },
  );
});

test('canBeExpected() is true where being expected would have kept a finding from being one', () => {
  const kinds = everyKind.filter(({ finding }) => canBeExpected(finding)).map(({ finding }) => finding.finding);
  assert.deepEqual([...new Set(kinds)].sort(), ['breakthrough', 'new-door', 'targeted']);
});

test('the answer to "Expected source" reads as a message, with the settings to be copied', () => {
  const entries = expectedEntries([makeBreakthrough()], settings);
  const whisper = composeWhisper({ kind: 'expected-source', entries, settingsSource: 'knockwatch.yaml' }, ask);
  assert.equal(
    renderNotification(whisper, { columns: 80, isColored: false }),
    `If you know who this is, add this to knockwatch.yaml; from then on they are
expected there, and only there:
  expectedSources:
    - label: "203.0.113.7 at vm-db1"
      sources: [203.0.113.7]
      ports: [3389]
      targets: ["0022480000AA"] # vm-db1
Where the file has a list expectedSources already, add only what stands below
the first line. Change the label to what messages are to call them. Knockwatch
reads the file again by itself.`,
  );
  assert.equal(
    whisper.text,
    'If you know who this is, add this to knockwatch.yaml; from then on they are expected there, and only there.',
  );
  assert.deepEqual([whisper.userId, whisper.channelId], ['U0ADMIN', 'C0ALERTS']);
});

test('an answer about findings that nobody could be expected at says so', () => {
  const answer = { kind: 'expected-source', entries: expectedEntries([makeExposure()], settings), settingsSource: 'x' } as const;
  assert.match(composeWhisper(answer, ask).text, /^There is nobody to be expected here/);
});

test('other answers are one whole sentence or two, and name who may change that', () => {
  for (const kind of ['not-allowed', 'gone', 'over', 'failed'] as const) {
    assert.match(composeWhisper({ kind }, ask).text, /^(?:Nothing was changed: |That did not work: ).+\.$/);
  }
  assert.match(composeWhisper({ kind: 'not-allowed' }, ask).text, /add U0ADMIN to slack\.mayAct/);
});
