import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { matchesCliGolden, runKnockwatch } from '../support/run-knockwatch.ts';
import { smallNetworkFiles } from '../support/small-network.ts';

let cwd = '';
before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
  await mkdir(join(cwd, 'empty'));
  await writeFile(join(cwd, 'log.json'), smallNetworkFiles.first());
  await writeFile(join(cwd, 'bad.yaml'), 'slack:\n  chanel: "#x"\nfindings: {breakthrough: maybe}\n');
  await writeFile(join(cwd, 'good.yaml'), 'slack:\n  channel: "#x"\n');
  await writeFile(join(cwd, 'picture.json'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]));
});
after(() => rm(cwd, { recursive: true }));

interface BadInput {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly code: 1 | 2;
  /** All of standard error, a line each. */
  readonly lines: readonly RegExp[];
}

const unreachable = 'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YWJj;TableEndpoint=http://127.0.0.1:1/a';

const badInputs: readonly BadInput[] = [
  {
    name: 'an unknown setting in a settings file',
    args: ['validate', 'bad.yaml'],
    code: 1,
    lines: [
      /^bad\.yaml:2:3 slack\.chanel: unknown setting, did you mean channel\?$/,
      /^bad\.yaml:3:12 findings\.breakthrough: is "maybe", expected on, shadow or off$/,
    ],
  },
  {
    name: 'an unknown setting in the settings file of a scan',
    args: ['scan', '--config', 'bad.yaml', 'log.json'],
    code: 2,
    lines: [/^bad\.yaml:2:3 slack\.chanel: unknown setting/, /^bad\.yaml:3:12 findings\.breakthrough/],
  },
  {
    name: 'an unknown app setting',
    args: ['scan', 'log.json'],
    env: { KNOCKWATCH_CONFG: 'good.yaml' },
    code: 2,
    lines: [/^KNOCKWATCH_CONFG: unknown setting, did you mean KNOCKWATCH_CONFIG\?$/],
  },
  {
    name: 'a settings file that is missing',
    args: ['validate', 'none.yaml'],
    code: 2,
    lines: [/^Cannot read none\.yaml: there is no such file or folder$/],
  },
  {
    name: 'a database file that is missing',
    args: ['scan', 'log.json'],
    env: { GEOIP_COUNTRY_DATABASE: 'none.mmdb' },
    code: 2,
    lines: [/^Cannot use the country database none\.mmdb: there is no such file; set GEOIP_COUNTRY_DATABASE to /],
  },
  {
    name: 'a database file that is none',
    args: ['scan', 'log.json'],
    env: { GEOIP_COUNTRY_DATABASE: 'log.json' },
    code: 2,
    lines: [/^Cannot use the country database log\.json: it is damaged, or no MaxMind database/],
  },
  {
    name: 'a connection string that is missing',
    args: ['counts'],
    code: 2,
    lines: [/^AzureWebJobsStorage: is not set, expected a connection string/],
  },
  {
    name: 'a wrong connection string',
    args: ['counts', '2026-11-21'],
    env: { AzureWebJobsStorage: 'AccountName=a;AccountKey=?' },
    code: 2,
    lines: [/^AzureWebJobsStorage: is no storage connection string \(AccountKey is not base64\), expected /],
  },
  {
    name: 'a connection string that leads nowhere',
    args: ['counts', '2026-11-21'],
    env: { AzureWebJobsStorage: unreachable },
    code: 2,
    lines: [/KnockwatchIngest.*ECONNREFUSED/],
  },
  {
    name: 'a day that does not exist',
    args: ['counts', '2026-02-30'],
    code: 2,
    lines: [/^"2026-02-30" is no day, expected one such as /],
  },
  {
    name: 'a file that is missing',
    args: ['decode', 'none.json'],
    code: 2,
    lines: [/^Cannot read none\.json: there is no such file or folder$/],
  },
  { name: 'a folder to decode', args: ['decode', 'empty'], code: 2, lines: [/^Cannot read empty: it is a folder$/] },
  {
    name: 'a missing folder to scan',
    args: ['scan', 'none'],
    code: 2,
    lines: [/^Cannot read none: there is no such file or folder$/],
  },
  {
    name: 'a folder without logs',
    args: ['scan', 'empty'],
    code: 2,
    lines: [/^Cannot read empty: no \.json file lies in this folder$/],
  },
  {
    name: 'a file to scan that is no flow log',
    args: ['scan', 'picture.json'],
    code: 1,
    lines: [/^picture\.json: rejected record at byte 0 \(8 bytes\), not-a-record: /],
  },
  {
    name: 'a file to decode that is no flow log',
    args: ['decode', 'good.yaml'],
    code: 1,
    lines: [/^good\.yaml: rejected record at byte 0 .*, not-a-record: /, /^good\.yaml: no flow-log record, 1 rejected$/],
  },
  {
    name: 'an unknown command',
    args: ['decod'],
    code: 2,
    lines: [/^error: unknown command 'decod'$/, /^\(Did you mean decode\?\)$/],
  },
  {
    name: 'an unknown option',
    args: ['scan', '--jsn', 'log.json'],
    code: 2,
    lines: [/^error: unknown option '--jsn'$/, /^\(Did you mean --json\?\)$/],
  },
  { name: 'a command without its files', args: ['scan'], code: 2, lines: [/^error: missing required argument 'path'$/] },
];

describe('bad input on the command line', () => {
  for (const { name, args, env = {}, code, lines } of badInputs) {
    it(`${name} is told in one clear line a problem, with exit code ${code}`, async () => {
      const run = await runKnockwatch(args, { cwd, env });
      const told = run.stderr.split('\n').filter(Boolean);
      assert.equal(told.length, lines.length, run.stderr);
      for (const [i, line] of lines.entries()) assert.match(told[i] ?? '', line);
      assert.equal(run.code, code, run.stderr);
      assert.doesNotMatch(run.stderr, /^\s+at .*:\d+/m, 'a stack trace');
    });
  }
});

describe('knockwatch validate', () => {
  it('says what a valid file holds', async () => {
    const { code, stdout } = await runKnockwatch(['validate', 'good.yaml'], { cwd });
    assert.equal(code, 0);
    await matchesCliGolden('validate.txt', stdout);
  });

  it('checks the file of KNOCKWATCH_CONFIG, else knockwatch.yaml here, else says that the defaults are used', async () => {
    assert.match((await runKnockwatch(['validate'], { cwd })).stdout, /^default settings \(no file\): valid/);
    assert.match(
      (await runKnockwatch(['validate'], { cwd, env: { KNOCKWATCH_CONFIG: 'good.yaml' } })).stdout,
      /^good\.yaml: valid/,
    );
    const root = join(import.meta.dirname, '..', '..');
    assert.match((await runKnockwatch(['validate'], { cwd: root })).stdout, /^knockwatch\.yaml: valid/);
  });
});
