import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import { caseJsonSchema, caseSchemaText } from '../../../src/cli/cases/case-schema.ts';
import { namesInSchema } from '../../../src/config/detection-json-schema.ts';
import { writeFlows } from '../../support/case-logs.ts';
import { matchesCliGolden, runKnockwatch } from '../../support/run-knockwatch.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const shipped = join(root, 'docs', 'cases');

const attempts = (times: number): string => `
      - {at: 10:00, from: 203.0.113.7, to: vm-db1, port: 3389, decision: denied, times: ${times}}
      - {at: 10:20, from: 203.0.113.7, to: vm-db1, port: 3389, decision: allowed}`;

/** Each of the ways in which a case can fail. */
const failing = `cases:
  - name: slow guessing is as grave as can be
    flows:
      - {at: 00:01, from: {networks: 8}, to: [vm-db1, vm-web1], port: 23, decision: denied, times: 20, every: 1h}
      - {at: 06:00, from: 203.0.113.7, to: vm-db1, port: 3389, decision: denied, times: 60, over: 12h}
    expect:
      - {finding: targeted, source: 203.0.113.7, target: vm-db1, port: 3389, severity: high, reason: [first, severity-rose]}
  - name: two denials are enough
    flows:${attempts(2)}
    expect:
      - {finding: breakthrough, source: 203.0.113.7}
      - exposure
  - name: nobody is told of four denials
    flows:${attempts(4)}
    expect: nothing
  - name: a let-in is no news
    flows:${attempts(4)}
    expect:
      - not: {finding: breakthrough, target: vm-db1}
      - absent: new-door
  - name: and this one passes
    flows:${attempts(4)}
    expect: [breakthrough]
`;

/** Mistakes of every kind. */
const mistaken = `setings: default
cases:
  - name: mistakes of the pen
    flows:
      - {at: 25:00, from: 203.0.113.7, too: vm, port: 3389, decision: deny}
      - {at: 10:00, from: {networks: 3, prefix: 203.0.113.0/24}, to: vm, port: 99999, decision: denied, every: 5m, over: 1h}
    settings: {breakthrogh: {denials: 2}, targeted: {low: 300}}
    expect:
      - {finding: breakthrough, sevrity: high}
      - not: {findng: targeted}
  - name: mistakes of the mind
    flows: []
    log: a.json
    expect: nothin
`;

/** What only the whole case tells. */
const impossible = `cases:
  - name: impossible
    now: 09:00
    settings: {thresholds: [{name: ssh, ports: [2200], decision: allowed, count: 5, within: 1h, per: source, severity: low, mode: on}]}
    flows:
      - {at: 2026-02-30 10:00, from: 203.0.113.7, to: vm, port: 22, decision: denied}
      - {at: 10:00, from: 10.0.0.1, to: vm, port: 22, decision: denied, times: 90000, days: 3}
    expect: nothing
`;

describe('knockwatch test', () => {
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
    await mkdir(join(cwd, 'more'));
    await writeFile(join(cwd, 'failing.yaml'), failing);
    await writeFile(join(cwd, 'more', 'mistaken.yaml'), mistaken);
    await writeFile(join(cwd, 'more', 'impossible.yml'), impossible);
  });
  after(() => rm(cwd, { recursive: true }));

  it('passes the cases that are shipped', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['test', shipped], { cwd });
    assert.deepEqual([code, stderr], [0, '']);
    await matchesCliGolden('cases.txt', stdout);
  });

  it('shows what is not as expected, and ends with exit code 1', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['test', 'failing.yaml'], { cwd });
    assert.deepEqual([code, stderr], [1, '']);
    await matchesCliGolden('cases-failing.txt', stdout);
  });

  for (const terminal of [80, 120]) {
    it(`fits a terminal of ${terminal} columns`, async () => {
      const { code, stdout } = await runKnockwatch(['test', 'failing.yaml'], { cwd, terminal });
      assert.equal(code, 1);
      await matchesCliGolden(`cases-failing-${terminal}.txt`, stdout);
      const widest = Math.max(
        ...stripVTControlCharacters(stdout)
          .split('\n')
          .map((line) => line.length),
      );
      assert.ok(widest <= terminal, `${widest} columns`);
      assert.notEqual(stripVTControlCharacters(stdout), stdout, 'it has colours');
    });
  }

  it('names every mistake of every file with line, column and the nearest valid name, and ends with exit code 2', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['test', 'more'], { cwd });
    assert.deepEqual([code, stdout], [2, '']);
    await matchesCliGolden('cases-mistaken.stderr.txt', stderr);
  });

  it('takes settings of the command line, of a file beside the cases, and of a case on top of these', async () => {
    const folder = join(cwd, 'layers');
    await mkdir(folder);
    const expectation = (denials: string): string => `${attempts(4)}\n    expect: ${denials}\n`;
    const four = `cases:\n  - name: four\n    flows:${expectation('[breakthrough]')}`;
    const none = `    flows:${expectation('nothing')}`;
    await writeFile(join(folder, 'strict.yaml'), 'breakthrough: {denials: 9, criticalDenials: 30}');
    await writeFile(join(folder, 'of-command.cases.yaml'), four.replace('[breakthrough]', 'nothing'));
    await writeFile(join(folder, 'of-default.cases.yaml'), `settings: default\n${four}`);
    await writeFile(join(folder, 'of-file.cases.yaml'), `settings: strict.yaml\ncases:\n  - name: file\n${none}`);
    const onTop = '    settings: {breakthrough: {denials: 4}}';
    await writeFile(
      join(folder, 'on-top.cases.yaml'),
      `settings: strict.yaml\n${four.replace('- name: four\n', `- name: four\n${onTop}\n`)}`,
    );
    const files = (await readdir(folder)).filter((name) => name.endsWith('.cases.yaml')).map((name) => join('layers', name));
    const { code, stdout, stderr } = await runKnockwatch(['test', ...files, '--config', join('layers', 'strict.yaml')], { cwd });
    assert.deepEqual([code, stderr], [0, ''], stdout);
    assert.match(stdout, /^ 4 cases in 4 files: 4 passed$/m);
  });

  it('reads a flow log in place of flows, by its path from the case file', async () => {
    const folder = join(cwd, 'logged');
    await writeFlows(join(folder, 'logs'), [
      { at: '10:00', from: '203.0.113.7', to: 'vm-db1', port: 3389, decision: 'denied', times: 30 },
      { at: '10:20', from: '203.0.113.7', to: 'vm-db1', port: 3389, decision: 'allowed', replied: 'unknown' },
    ]);
    const told = '{finding: breakthrough, source: 203.0.113.7, target: vm-db1, severity: critical}';
    const cases = `cases:\n  - {name: all, log: logs, expect: [${told}]}\n  - {name: earlier, log: logs, now: 10:10, expect: nothing}\n`;
    await writeFile(join(folder, 'logged.yaml'), cases);
    const { code, stdout } = await runKnockwatch(['test', join('logged', 'logged.yaml')], { cwd });
    assert.equal(code, 0, stdout);
  });

  it('cannot test what is not there', async () => {
    const { code, stderr } = await runKnockwatch(['test', 'nowhere.yaml'], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /^Cannot read nowhere\.yaml: /);
  });
});

describe('the shipped cases', () => {
  it('lie beside the JSON Schema that the same source makes, and name it for editors', async () => {
    assert.equal(await readFile(join(shipped, 'cases.schema.json'), 'utf8'), caseSchemaText);
    for (const name of (await readdir(shipped)).filter((file) => file.endsWith('.yaml'))) {
      assert.match(await readFile(join(shipped, name), 'utf8'), /^# yaml-language-server: \$schema=cases\.schema\.json\n/, name);
    }
  });

  it('are told of in the docs, as is every name that a case can hold', async () => {
    const page = await readFile(join(root, 'docs', 'testing-settings.md'), 'utf8');
    for (const name of (await readdir(shipped)).filter((file) => file.endsWith('.yaml')))
      assert.ok(page.includes(`cases/${name}`), name);
    const paths = [[], ['cases', 0], ['cases', 0, 'flows', 0], ['cases', 0, 'flows', 0, 'from'], ['cases', 0, 'expect', 0]];
    const names = paths.flatMap((path) => namesInSchema(caseJsonSchema, path));
    assert.ok(names.length > 30, `${names.length} names`);
    assert.deepEqual(
      names.filter((name) => !page.includes(`\`${name}\``)),
      [],
    );
  });

  it('use the example of the help as it stands', async () => {
    const { stdout } = await runKnockwatch(['test', '--help'], { cwd: root });
    const example = /^ {2}cases:\n(?: {4}.*\n)+/m.exec(stdout)?.[0] ?? '';
    const { cases } = parse(example) as { cases: readonly { flows: unknown }[] };
    const first = parse(await readFile(join(shipped, 'breakthrough.yaml'), 'utf8')) as { cases: readonly { flows: unknown }[] };
    assert.deepEqual(cases[0]?.flows, first.cases[0]?.flows);
  });
});
