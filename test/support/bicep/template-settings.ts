/** The app settings that `infra/app/function-app.bicep` gives to the function app. */
import type { Environment } from '../../../src/config/process-environment.ts';
import { variableOf } from './evaluate.ts';
import { readBicep } from './parse-bicep.ts';
import type { ValueObject } from './value.ts';

/** The parameters of an installation with two flow-log accounts that only needs what it must have. */
const least: ValueObject = {
  identity: { id: '/subscriptions/s/id', clientId: '11111111-2222-3333-4444-555555555555' },
  state: {
    blob: 'https://stknock.blob.core.windows.net/',
    queue: 'https://stknock.queue.core.windows.net/',
    table: 'https://stknock.table.core.windows.net/',
  },
  insightsConnectionString: 'InstrumentationKey=k;IngestionEndpoint=https://e.example/',
  vaultUris: {
    slackBotToken: 'https://kv.vault.azure.net/secrets/slack-bot-token',
    slackSigningSecret: 'https://kv.vault.azure.net/secrets/slack-signing-secret',
  },
  flowLogAccounts: [
    { resourceGroup: 'rg-logs', name: 'stlogsweu' },
    { resourceGroup: 'rg-logs-us', name: 'stlogs2', subscriptionId: 's2' },
  ],
  delivery: 'log',
  slackButtons: false,
  reportUrl: '',
  settingsUrl: '',
  retentionDays: 31,
  extraAppSettings: {},
};

/** Everything on that a parameter switches on. */
export const everything: ValueObject = {
  delivery: 'slack',
  slackButtons: true,
  reportUrl: 'https://func.azurewebsites.net/api/report',
  settingsUrl: 'https://stknock.blob.core.windows.net/settings/knockwatch.yaml',
};

/** The settings of the function app where these parameters are given. */
export function templateSettings(parameters: ValueObject = {}): Environment {
  const settings = variableOf(readBicep('infra/app/function-app.bicep'), 'appSettings', { ...least, ...parameters });
  return Object.fromEntries(Object.entries(settings as ValueObject).map(([name, value]) => [name, String(value)]));
}
