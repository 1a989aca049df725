/** The template, `local.settings.sample.json` and `src/config` know the same app settings. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Environment } from '../../src/config/process-environment.ts';
import { readAppSettings } from '../../src/config/read-app-settings.ts';
import { everything, templateSettings } from '../support/bicep/template-settings.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const sample = (JSON.parse(read('local.settings.sample.json')) as { readonly Values: Environment }).Values;

/** Whoever reads them, it is not `src/config`: the Functions host does. */
const hostOnly = /^(APPLICATIONINSIGHTS_|languageWorkers__|FUNCTIONS_|AzureWebJobsStorage__queueServiceUri$)/;

/** What `src/config` knows and the template leaves to `extraAppSettings`, with the reason. */
const leftOut: Readonly<Record<string, string>> = {
  SLACK_API_URL: 'for tests against another address than Slack’s',
  GEOIP_COUNTRY_DATABASE: 'the embedded database is deployed with the app',
  KNOCKWATCH_CHUNK_BYTES: 'the default fits every instance size',
  KNOCKWATCH_CLOCK: 'for simulated and played logs alone',
};

/** `FLOW_LOGS_WEU__clientId` and `FLOW_LOGS_STLOGSWEU__clientId` are one and the same setting. */
const kindOf = (name: string): string => name.replace(/^FLOW_LOGS(_[A-Z0-9]+)?(?=__|$)/, 'FLOW_LOGS');
const kindsOf = (names: Iterable<string>): readonly string[] => [...new Set([...names].map(kindOf))].sort();

/** The names in the source of `src/config`, whose own tests hold it to them. */
function knownNames(): readonly string[] {
  const source = read('src/config/read-app-settings.ts');
  const names = source.match(/'((KNOCKWATCH|SLACK|GEOIP)_[A-Z_]+|FLOW_LOG_ACCOUNTS|DELIVERY|REPORT_URL)'/g) ?? [];
  return [...new Set(names.map((name) => name.slice(1, -1)))].sort();
}

/** Key Vault references as the platform resolves them. */
const resolved = (settings: Environment): Environment => ({
  ...settings,
  ...(settings['SLACK_BOT_TOKEN'] !== undefined && { SLACK_BOT_TOKEN: 'xoxb-1' }),
  ...(settings['SLACK_SIGNING_SECRET'] !== undefined && { SLACK_SIGNING_SECRET: 'signing' }),
});

describe('the app settings of the template', () => {
  it('are all that the app needs, by identity, for every flow-log account', () => {
    const { hostStorage, flowLogs, delivery, retentionDays } = readAppSettings(templateSettings());
    const clientId = '11111111-2222-3333-4444-555555555555';
    assert.deepEqual(hostStorage, {
      kind: 'identity',
      blobServiceUri: 'https://stknock.blob.core.windows.net',
      tableServiceUri: 'https://stknock.table.core.windows.net',
      clientId,
    });
    assert.deepEqual(
      flowLogs.map(({ name, connection }) => [name, connection.kind === 'identity' && connection.blobServiceUri]),
      [
        ['FLOW_LOGS_STLOGSWEU', 'https://stlogsweu.blob.core.windows.net'],
        ['FLOW_LOGS_STLOGS2', 'https://stlogs2.blob.core.windows.net'],
      ],
    );
    assert.ok(flowLogs.every(({ connection }) => connection.kind === 'identity' && connection.clientId === clientId));
    assert.deepEqual([delivery, retentionDays], [{ kind: 'log' }, 31]);
  });

  it('with Slack, buttons and links are read as well', () => {
    const settings = readAppSettings(resolved(templateSettings(everything)));
    assert.deepEqual(settings.delivery, { kind: 'slack', botToken: 'xoxb-1', apiUrl: null });
    assert.equal(settings.slackSigningSecret, 'signing');
    assert.equal(settings.reportUrl, everything['reportUrl']);
  });

  it('hold no secret: the two of Slack are references into the vault', () => {
    const settings = templateSettings(everything);
    assert.equal(
      settings['SLACK_BOT_TOKEN'],
      '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/slack-bot-token)',
    );
    assert.equal(
      settings['SLACK_SIGNING_SECRET'],
      '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/slack-signing-secret)',
    );
    for (const [name, value] of Object.entries(settings)) assert.doesNotMatch(value ?? '', /AccountKey|SharedAccess|sig=/i, name);
    assert.ok(
      !Object.keys(templateSettings()).some((name) => name.startsWith('SLACK_')),
      'no reference to a secret that is not there',
    );
  });

  it('give each trigger a queue for events that failed: that of the host, not of the flow logs', () => {
    const settings = templateSettings();
    const queues = Object.entries(settings).filter(([name]) => name.endsWith('__queueServiceUri'));
    assert.equal(queues.length, 3, 'host and two accounts');
    assert.deepEqual([...new Set(queues.map(([, value]) => value))], ['https://stknock.queue.core.windows.net/']);
  });

  it('contain none that Flex Consumption refuses', () => {
    const refused =
      /^(FUNCTIONS_(WORKER_RUNTIME|EXTENSION_VERSION|WORKER_PROCESS_COUNT)|ENABLE_ORYX_BUILD|SCM_DO_BUILD|WEBSITE_)/;
    assert.deepEqual(
      Object.keys(templateSettings(everything)).filter((name) => refused.test(name)),
      [],
    );
  });

  it('and src/config know the same names, but for those that are left out with a reason', () => {
    const storage = ['FLOW_LOGS__blobServiceUri', 'FLOW_LOGS__queueServiceUri', 'FLOW_LOGS__credential', 'FLOW_LOGS__clientId'];
    const host = ['blobServiceUri', 'tableServiceUri', 'credential', 'clientId'].map((part) => `AzureWebJobsStorage__${part}`);
    const expected = [...knownNames(), ...storage, ...host].filter((name) => leftOut[name] === undefined);
    assert.deepEqual(
      kindsOf(Object.keys(templateSettings(everything)).filter((name) => !hostOnly.test(name))),
      kindsOf(expected),
    );
    for (const name of Object.keys(leftOut)) assert.ok(knownNames().includes(name), `${name} is unknown to src/config`);
  });

  it('and local.settings.sample.json know the same names', () => {
    const template = Object.keys(templateSettings(everything)).filter(
      (name) => !/^(APPLICATIONINSIGHTS_|AzureWebJobsStorage__)/.test(name),
    );
    // On this machine both accounts are the emulator's, by connection string; the runtime is not told by `functionAppConfig`.
    const local = ['AzureWebJobsStorage', 'FLOW_LOGS', 'FLOW_LOGS__tableServiceUri', 'FUNCTIONS_WORKER_RUNTIME'];
    assert.deepEqual(kindsOf(Object.keys(sample)), kindsOf([...template, ...Object.keys(leftOut), ...local]));
    const workerArguments = 'languageWorkers__node__arguments';
    assert.equal(templateSettings()[workerArguments], sample[workerArguments]);
  });
});
