import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readAppSettings } from '../../src/config/read-app-settings.ts';
import { appEnvironment } from '../../src/local/app-environment.ts';

const key = 'a2V5';
const local = `DefaultEndpointsProtocol=http;AccountName=local;AccountKey=${key};BlobEndpoint=http://127.0.0.1:1/local;TableEndpoint=http://127.0.0.1:2/local`;
const own = {
  PATH: '/bin',
  AzureWebJobsStorage__blobServiceUri: 'https://real.blob.core.windows.net',
  FLOW_LOGS: 'real',
  FLOW_LOGS_WEU__blobServiceUri: 'https://real.blob.core.windows.net',
  FLOW_LOG_ACCOUNTS: 'FLOW_LOGS,FLOW_LOGS_WEU',
  SLACK_BOT_TOKEN: 'xoxb-real',
  SLACK_SIGNING_SECRET: 'real',
  DELIVERY: 'log',
  GEOIP_COUNTRY_DATABASE: '/geo.mmdb',
};
const clock = { realOriginMs: 1_790_000_000_000, eventOriginMs: 1_789_000_000_000, rate: 60 };
const options = {
  storage: local,
  slackUrl: 'http://127.0.0.1:3/slack/api/',
  slackToken: 'xoxb-local',
  signingSecret: null,
  reportUrl: 'http://127.0.0.1:4/report',
  clock,
  settingsFile: null,
};

test('appEnvironment() leads the app to this machine alone, whatever the environment says', () => {
  const env = appEnvironment(own, options);
  assert.doesNotMatch(JSON.stringify(env), /real/);
  const settings = readAppSettings(env);
  assert.deepEqual(settings.flowLogs, [{ name: 'FLOW_LOGS', connection: { kind: 'connection-string', value: local } }]);
  assert.deepEqual(settings.delivery, { kind: 'slack', botToken: 'xoxb-local', apiUrl: 'http://127.0.0.1:3/slack/api' });
  assert.deepEqual(settings.eventClock, clock);
});

test('appEnvironment() keeps everything else', () => {
  const env = appEnvironment(own, options);
  assert.equal(env['PATH'], '/bin');
  assert.equal(env['GEOIP_COUNTRY_DATABASE'], '/geo.mmdb');
});

test('appEnvironment() keeps the storage of the app settings where that is asked for, and real time', () => {
  const env = appEnvironment(own, { ...options, storage: null, clock: null });
  assert.equal(env['FLOW_LOGS'], 'real');
  assert.equal(env['FLOW_LOG_ACCOUNTS'], 'FLOW_LOGS,FLOW_LOGS_WEU');
  assert.equal(env['KNOCKWATCH_CLOCK'], undefined);
});

test('appEnvironment() gives Node.js the arguments of the sample, unless the environment has its own', async () => {
  const sample = JSON.parse(await readFile('local.settings.sample.json', 'utf8'));
  const name = 'languageWorkers__node__arguments';
  assert.equal(appEnvironment({}, options)[name], sample.Values[name]);
  assert.equal(appEnvironment({ [name]: '--prof' }, options)[name], '--prof');
});
