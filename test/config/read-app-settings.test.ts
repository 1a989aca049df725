import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Environment } from '../../src/config/process-environment.ts';
import { readAppSettings, readFileSettings, readHostSettings } from '../../src/config/read-app-settings.ts';
import { eventClockText } from '../../src/config/read-event-clock.ts';
import { Failure } from '../../src/model/failure.ts';

const emulator = 'UseDevelopmentStorage=true';
const good: Environment = { AzureWebJobsStorage: emulator, FLOW_LOGS: emulator, DELIVERY: 'log' };

/** The lines of the failure that the settings cause; none where they are valid. */
function problemsOf(env: Environment, read: (env: Environment) => unknown = readAppSettings): readonly string[] {
  try {
    read(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'settings-invalid');
    return error.message.split('\n');
  }
}

const problemOf = (changes: Environment): string => {
  const problems = problemsOf({ ...good, ...changes });
  assert.equal(problems.length, 1, problems.join('\n'));
  return problems[0] ?? '';
};

describe('readAppSettings()', () => {
  it('needs two connections and a way of delivery, and fills in the rest', () => {
    assert.deepEqual(readAppSettings(good), {
      hostStorage: { kind: 'connection-string', value: emulator },
      eventClock: null,
      countryDatabase: null,
      configFile: null,
      flowLogs: [{ name: 'FLOW_LOGS', connection: { kind: 'connection-string', value: emulator } }],
      delivery: { kind: 'log' },
      slackSigningSecret: null,
      reportUrl: null,
      platformLogin: false,
      chunkBytes: null,
      retentionDays: null,
    });
  });

  it('reads accounts by identity', () => {
    const { hostStorage, flowLogs } = readAppSettings({
      DELIVERY: 'log',
      AzureWebJobsStorage__accountName: 'host',
      FLOW_LOG_ACCOUNTS: 'FLOW_LOGS_WEU',
      FLOW_LOGS_WEU__blobServiceUri: 'https://weu.blob.core.windows.net/',
      FLOW_LOGS_WEU__credential: 'managedidentity',
      FLOW_LOGS_WEU__clientId: '0b9c',
    });
    assert.deepEqual(hostStorage, {
      kind: 'identity',
      blobServiceUri: 'https://host.blob.core.windows.net',
      tableServiceUri: 'https://host.table.core.windows.net',
      clientId: null,
    });
    assert.deepEqual(flowLogs, [
      {
        name: 'FLOW_LOGS_WEU',
        connection: {
          kind: 'identity',
          blobServiceUri: 'https://weu.blob.core.windows.net',
          tableServiceUri: null,
          clientId: '0b9c',
        },
      },
    ]);
  });

  it('reads several accounts, each once', () => {
    const env = { ...good, FLOW_LOG_ACCOUNTS: ' FLOW_LOGS, FLOW_LOGS_WEU,FLOW_LOGS ', FLOW_LOGS_WEU: emulator };
    assert.deepEqual(
      readAppSettings(env).flowLogs.map(({ name }) => name),
      ['FLOW_LOGS', 'FLOW_LOGS_WEU'],
    );
  });

  it('delivers to Slack unless told otherwise, and then needs a bot token', () => {
    const { DELIVERY: _, ...env } = good;
    assert.deepEqual(readAppSettings({ ...env, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_API_URL: 'http://127.0.0.1:4000/' }).delivery, {
      kind: 'slack',
      botToken: 'xoxb-1',
      apiUrl: 'http://127.0.0.1:4000',
    });
    assert.deepEqual(problemsOf(env), [
      'SLACK_BOT_TOKEN: is not set, expected a bot token (xoxb-…), or DELIVERY=log for a dry run',
    ]);
    assert.match(problemOf({ DELIVERY: 'slack', SLACK_BOT_TOKEN: 'xoxp-user' }), /^SLACK_BOT_TOKEN: is no bot token/);
  });

  it('reads an event clock, whose text reads back', () => {
    const { eventClock } = readAppSettings({
      ...good,
      KNOCKWATCH_CLOCK: '2026-11-01T00:00:00Z@60 since 2026-11-22T03:00:00.250Z',
    });
    assert.deepEqual(eventClock, {
      eventOriginMs: Date.UTC(2026, 10, 1),
      rate: 60,
      realOriginMs: Date.UTC(2026, 10, 22, 3) + 250,
    });
    assert.deepEqual(readAppSettings({ ...good, KNOCKWATCH_CLOCK: eventClockText(eventClock) }).eventClock, eventClock);
  });

  it('reports all problems together, one line each', () => {
    const names = problemsOf({
      AzureWebJobsStorage: 'AccountName=a',
      FLOW_LOG_ACCOUNTS: 'FLOW_LOGS,W-EU,FLOW_LOGS_WEU',
      FLOW_LOGS_WEU__blobServiceUrl: 'https://x',
      DELIVERY: 'slck',
      KNOCKWATCH_CONFG: 'x',
      KNOCKWATCH_CLOCK: 'now',
      KNOCKWATCH_CHUNK_BYTES: '12',
      KNOCKWATCH_RETENTION_DAYS: '14',
      SLACK_API_URL: 'http://slack.com',
      REPORT_URL: 'https://x.example/report?code=1',
    }).map((line) => line.slice(0, line.indexOf(':')));
    assert.deepEqual(names.sort(), [
      'AzureWebJobsStorage',
      'DELIVERY',
      'FLOW_LOGS',
      'FLOW_LOGS_WEU__blobServiceUri',
      'FLOW_LOGS_WEU__blobServiceUrl',
      'FLOW_LOG_ACCOUNTS',
      'KNOCKWATCH_CHUNK_BYTES',
      'KNOCKWATCH_CLOCK',
      'KNOCKWATCH_CONFG',
      'KNOCKWATCH_RETENTION_DAYS',
      'REPORT_URL',
      'SLACK_API_URL',
    ]);
  });

  it('names the valid name that a mistyped one is nearest to', () => {
    assert.equal(problemOf({ KNOCKWATCH_CONFG: 'x' }), 'KNOCKWATCH_CONFG: unknown setting, did you mean KNOCKWATCH_CONFIG?');
    assert.equal(problemOf({ SLACK_BOTTOKEN: 'x' }), 'SLACK_BOTTOKEN: unknown setting, did you mean SLACK_BOT_TOKEN?');
    assert.equal(problemOf({ GEOIP_X: 'x' }), 'GEOIP_X: unknown setting, expected one of GEOIP_COUNTRY_DATABASE');
    assert.equal(
      problemOf({ FLOW_LOGS__clientID: 'x' }),
      'FLOW_LOGS__clientID: unknown setting, did you mean FLOW_LOGS__clientId?',
    );
  });

  it('names a Key Vault reference that was not resolved, wherever it stands', () => {
    const reference = '@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/slack)';
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'FLOW_LOGS', 'AzureWebJobsStorage']) {
      assert.match(problemOf({ [name]: reference }), new RegExp(`^${name}: is a Key Vault reference that was not resolved`));
    }
    assert.match(problemOf({ DELIVERY: 'slack', SLACK_BOT_TOKEN: reference }), /not resolved/);
  });

  it('says what is wrong with a connection string', () => {
    const wrong: Readonly<Record<string, string>> = {
      'no connection string': 'a part of it is not of the form Name=Value',
      'AccountName=a': 'AccountKey is missing',
      'AccountKey=YWJj': 'AccountName is missing',
      'AccountName=a;AccountKey=not base64': 'AccountKey is not base64',
      'SharedAccessSignature=sv=1&sig=2': 'BlobEndpoint is missing',
    };
    for (const [value, problem] of Object.entries(wrong)) {
      const line = problemOf({ FLOW_LOGS: value });
      assert.ok(line.startsWith(`FLOW_LOGS: is no storage connection string (${problem})`), line);
    }
  });

  it('takes every usual form of connection string', () => {
    for (const value of [
      'UseDevelopmentStorage=true;',
      'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=YWJj;EndpointSuffix=core.windows.net',
      'BlobEndpoint=https://a.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=a%3D',
    ]) {
      assert.deepEqual(problemsOf({ ...good, FLOW_LOGS: value }), [], value);
    }
  });

  it('never repeats a secret', () => {
    const secret = 'tellnobody';
    const env = {
      SLACK_BOT_TOKEN: secret,
      SLACK_SIGNING_SECRET: secret,
      AzureWebJobsStorage: secret,
      FLOW_LOGS: `AccountKey=${secret}`,
    };
    const text = problemsOf({
      ...env,
      DELIVERY: 'slack',
      FLOW_LOGS__clientId: secret,
      SLACK_API_URL: `https://u:${secret}@x`,
    }).join('\n');
    assert.ok(text.includes('SLACK_BOT_TOKEN') && text.includes('SLACK_API_URL'), text);
    assert.ok(!text.includes(secret), text);
  });

  it('takes the bare address of a blob for the settings, never one with a key', () => {
    const address = 'https://a.blob.core.windows.net/settings/knockwatch.yaml';
    assert.equal(readFileSettings({ KNOCKWATCH_CONFIG: address }).configFile, address);
    assert.match(problemOf({ KNOCKWATCH_CONFIG: `${address}?sig=HUSH` }), /has a query or fragment, expected the bare address/);
    assert.match(problemOf({ KNOCKWATCH_CONFIG: 'http://a.blob.core.windows.net/x.yaml' }), /expected https/);
  });

  it('reads the sample of local settings, which shows every setting', () => {
    const { Values: values } = JSON.parse(readFileSync('local.settings.sample.json', 'utf8')) as { Values: Environment };
    assert.deepEqual(problemsOf(values), []);
    const source = readFileSync('src/config/read-app-settings.ts', 'utf8');
    const names = new Set(
      source.match(/\b(KNOCKWATCH|SLACK|GEOIP)_[A-Z_]+|\b(FLOW_LOG_ACCOUNTS|DELIVERY|REPORT_URL|AzureWebJobsStorage)\b/g),
    );
    assert.ok(names.size >= 11, [...names].join());
    for (const name of names) assert.ok(name in values || name === 'FLOW_LOGS_WEU', `${name} is not in the sample`);
    for (const part of ['blobServiceUri', 'tableServiceUri', 'credential', 'clientId'])
      assert.ok(`FLOW_LOGS_WEU__${part}` in values);
  });
});

describe('readHostSettings() and readFileSettings()', () => {
  it('need only what they read', () => {
    assert.deepEqual(readHostSettings({ AzureWebJobsStorage: emulator }).hostStorage, {
      kind: 'connection-string',
      value: emulator,
    });
    assert.deepEqual(readFileSettings({ KNOCKWATCH_CONFIG: 'a.yaml' }), { countryDatabase: null, configFile: 'a.yaml' });
  });

  it('report mistyped names as well', () => {
    assert.deepEqual(problemsOf({ GEOIP_COUNTRY_DATABSE: 'x' }, readFileSettings), [
      'GEOIP_COUNTRY_DATABSE: unknown setting, did you mean GEOIP_COUNTRY_DATABASE?',
    ]);
    assert.equal(problemsOf({}, readHostSettings).length, 1);
  });
});
