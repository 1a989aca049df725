import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCountryCode } from '../../src/config/country-codes.ts';
import { defaultDetectionSettings, parseDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { problemsOf } from '../support/settings-problems.ts';

const parse = (text: string) => parseDetectionSettings(text, 'k.yaml');
const tcp = 6 * 65536;
const udp = 17 * 65536;

/** A list of thresholds, each written as `{…}` after name, count and window. */
const thresholds = (...written: readonly string[]): string =>
  `thresholds:\n${written.map((rest, i) => `  - {name: r${i}, count: 5, within: 1h${rest === '' ? '' : `, ${rest}`}}\n`).join('')}`;

describe('thresholds', () => {
  it('are none by default', () => {
    assert.deepEqual(defaultDetectionSettings.thresholds, []);
  });

  it('are read with all they say', () => {
    const written = `thresholds:
  - name: rdp-from-one-address
    ports: [3389, 161/udp, 3389/tcp]
    decision: denied
    count: 50
    within: 1h
    per: source+target
    distinct: {of: port, atLeast: 2}
    countries: {only: [], except: [JP]}
    severity: high
    mode: shadow
`;
    assert.deepEqual(parse(written).thresholds, [
      {
        name: 'rdp-from-one-address',
        ports: [tcp + 3389, udp + 161],
        decision: 'denied',
        count: 50,
        withinMs: 3_600_000,
        per: 'source+target',
        distinct: { of: 'port', atLeast: 2 },
        countries: { only: [], except: ['JP'] },
        severity: 'high',
        mode: 'shadow',
      },
    ]);
  });

  it('need a name, a count and a window; the rest has defaults', () => {
    assert.deepEqual(parse(thresholds('')).thresholds, [
      {
        name: 'r0',
        ports: null,
        decision: 'denied',
        count: 5,
        withinMs: 3_600_000,
        per: 'source',
        distinct: null,
        countries: { only: [], except: [] },
        severity: 'medium',
        mode: 'on',
      },
    ]);
    assert.deepEqual(
      problemsOf('thresholds: [{per: source}]').map((line) => line.replace(/,.*/, '')),
      ['name', 'count', 'within'].map((field) => `k.yaml:1:14 thresholds[0].${field}: is missing`),
    );
  });

  it('have windows of whole slots with a unit, at most a day', () => {
    const within = (written: string) => parse(`thresholds: [{name: a, count: 1, within: ${written}}]`).thresholds[0]?.withinMs;
    assert.deepEqual(
      ['5m', '15m', '90m', '1h', '24h', '1440m'].map(within),
      [5, 15, 90, 60, 1440, 1440].map((m) => m * 60_000),
    );
    for (const written of ['0m', '3m', '7m', '25h', '1445m', '1d', '60', '"1 h"', '1H', '0.5h', '-5m']) {
      const [line = '', ...more] = problemsOf(`thresholds: [{name: a, count: 1, within: ${written}}]`);
      assert.match(
        line,
        /^k\.yaml:1:34 thresholds\[0\]\.within: is .*, expected a time such as 15m or 1h: a multiple of 5m, at most 24h$/,
      );
      assert.equal(more.length, 0, written);
    }
  });

  it('name each thing that is wrong, and the nearest name', () => {
    assert.deepEqual(
      problemsOf(
        `thresholds:
  - {nmae: a, name: Big Rule, count: 0, within: 1h}
  - {name: b, count: 1, within: 1h, per: sources, decision: alowed, severity: ops, mode: yes}
  - {name: c, count: 1, within: 1h, distinct: {off: target, of: rule, atLeast: 1}}
  - {name: d, count: 1, within: 1h, countries: {only: [UK, jp], exept: [JP]}, ports: []}
`,
      ),
      [
        'k.yaml:2:6 thresholds[0].nmae: unknown setting, did you mean name?',
        'k.yaml:2:15 thresholds[0].name: is "Big Rule", expected a name of small letters, digits and hyphens, as in rdp-from-one-address',
        'k.yaml:2:31 thresholds[0].count: is 0, expected a whole number of attempts from 1 to 1000000000',
        'k.yaml:3:37 thresholds[1].per: is "sources", expected one of source, prefix, target, port, country, source+target',
        'k.yaml:3:51 thresholds[1].decision: is "alowed", expected denied or allowed',
        'k.yaml:3:69 thresholds[1].severity: is "ops", expected low, medium, high or critical',
        'k.yaml:3:84 thresholds[1].mode: is "yes", expected on, shadow or off',
        'k.yaml:4:48 thresholds[2].distinct.off: unknown setting, did you mean of?',
        'k.yaml:4:61 thresholds[2].distinct.of: is "rule", expected one of source, prefix, target, port, country',
        'k.yaml:4:71 thresholds[2].distinct.atLeast: is 1, expected a whole number of different ones from 2 to 1000000',
        'k.yaml:5:56 thresholds[3].countries.only[0]: is "UK", expected a country code in capitals (ISO 3166-1 alpha-2), as in JP or GB',
        'k.yaml:5:60 thresholds[3].countries.only[1]: is "jp", expected a country code in capitals (ISO 3166-1 alpha-2), as in JP or GB',
        'k.yaml:5:65 thresholds[3].countries.exept: unknown setting, did you mean except?',
        'k.yaml:5:79 thresholds[3].ports: is an empty list, expected at least one port',
      ],
    );
  });

  it('have each name once', () => {
    const written =
      'thresholds: [{name: a, count: 1, within: 1h}, {name: b, count: 1, within: 1h}, {name: a, count: 2, within: 1h}]';
    assert.deepEqual(problemsOf(written), ['k.yaml:1:80 thresholds[2]: is "a", expected each name only once']);
  });

  it('want to be different only what can be', () => {
    assert.deepEqual(problemsOf(thresholds('per: source, distinct: {of: country, atLeast: 2}')), [
      'k.yaml:2:62 thresholds[0].distinct.of: is "country", expected what can be different within one source',
    ]);
    for (const [per, of] of ['prefix prefix', 'target target', 'port port', 'country country', 'source+target target'].map(
      (pair) => pair.split(' '),
    )) {
      assert.equal(problemsOf(thresholds(`per: ${per}, distinct: {of: ${of}, atLeast: 2}`)).length, 1, `${per} ${of}`);
    }
    for (const [per, of] of ['prefix country', 'source+target port', 'country source', 'target prefix'].map((pair) =>
      pair.split(' '),
    )) {
      assert.equal(parse(thresholds(`per: ${per}, distinct: {of: ${of}, atLeast: 2}`)).thresholds.length, 1, `${per} ${of}`);
    }
  });

  it('count denied attempts on any port, allowed ones on watched ports only', () => {
    assert.deepEqual(parse(thresholds('ports: [8080]')).thresholds[0]?.ports, [tcp + 8080]);
    assert.deepEqual(parse(thresholds('ports: [22], decision: allowed')).thresholds[0]?.ports, [tcp + 22]);
    assert.deepEqual(
      parse(`watchedPorts: [{port: 8080}]\n${thresholds('ports: [8080/tcp], decision: allowed')}`).thresholds[0]?.ports,
      [tcp + 8080],
    );
    assert.deepEqual(problemsOf(thresholds('', 'ports: [22, 8080, 22/udp], decision: allowed')), [
      'k.yaml:3:50 thresholds[1].ports[1]: is 8080, expected a watched port: what is allowed on others is not counted (add it to watchedPorts)',
      'k.yaml:3:56 thresholds[1].ports[2]: is "22/udp", expected a watched port: what is allowed on others is not counted (add it to watchedPorts)',
    ]);
  });

  it('are told to be on unwatched ports beside what is wrong elsewhere', () => {
    const problems = problemsOf(`slak: {}\ndigest: {hour: 25}\n${thresholds('ports: [8080], decision: allowed')}`);
    assert.deepEqual(
      problems.map((line) => line.split(' ')[1]),
      ['slak:', 'digest.hour:', 'thresholds[0].ports[0]:'],
    );
  });
});

describe('suppressions of findings', () => {
  const suppress = (finding: string): string => `suppressions: [{finding: ${finding}, reason: x, expires: 2026-12-31}]\n`;

  it('may name any kind, and a threshold of the file', () => {
    for (const finding of Object.keys(defaultDetectionSettings.findings)) {
      assert.equal(parse(suppress(finding)).suppressions[0]?.finding, finding);
    }
    assert.equal(parse(suppress('threshold:r0') + thresholds('')).suppressions[0]?.finding, 'threshold:r0');
  });

  it('are refused for a threshold that is not there', () => {
    assert.deepEqual(problemsOf(suppress('threshold:x')), [
      'k.yaml:1:17 suppressions[0].finding: is "threshold:x", but there are no thresholds',
    ]);
    assert.deepEqual(problemsOf(suppress('threshold:r9') + thresholds('')), [
      'k.yaml:1:17 suppressions[0].finding: is "threshold:r9", did you mean threshold:r0?',
    ]);
    assert.match(
      problemsOf(suppress('exposures')).join(),
      /is "exposures", expected the name of a finding: breakthrough, .* or threshold:NAME$/,
    );
  });
});

describe('country codes', () => {
  it('are the 249 of ISO 3166-1 and XK, each with a name', () => {
    const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
    const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountryCode);
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    assert.equal(codes.length, 250);
    for (const code of codes) assert.notEqual(names.of(code), undefined, code);
  });

  it('are none of what only looks like one', () => {
    for (const text of ['', 'UK', 'EU', 'ZZ', 'XA', 'jp', 'JPN', 'J']) assert.equal(isCountryCode(text), false, text);
  });
});
