import { Failure } from '../model/failure.ts';
import type { StorageConnection } from '../model/storage-connection.ts';
import type { AppSettings, DeliverySetting, FlowLogAccount } from './app-settings.ts';
import { suggestion } from './nearest-name.ts';
import type { Environment } from './process-environment.ts';
import { readEventClock } from './read-event-clock.ts';
import { readStorageConnection } from './read-storage-connection.ts';
import { readUrl, type SettingReader, settingReader } from './setting-reader.ts';

/** The names of ours whose prefix no other program uses; any other with such a prefix is a slip. */
const ownNames = [
  'KNOCKWATCH_CONFIG',
  'KNOCKWATCH_CLOCK',
  'KNOCKWATCH_CHUNK_BYTES',
  'KNOCKWATCH_RETENTION_DAYS',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_API_URL',
  'GEOIP_COUNTRY_DATABASE',
] as const;

/** A chunk must hold more than twice the longest record that is waited for (1 MiB), and fit into memory several times. */
const chunkBounds = { least: 3 * 1024 * 1024, most: 64 * 1024 * 1024 } as const;
/** Findings look back 14 days; the table of facts is laid out for some months. */
const retentionBounds = { least: 15, most: 400 } as const;

/**
 * The app settings of an environment.
 *
 * @throws Failure `settings-invalid` that names every problem, one a line: the setting, what is wrong, what was expected
 */
export const readAppSettings = (env: Environment): AppSettings =>
  readAll(env, (reader) => ({
    ...hostSettings(reader),
    ...fileSettings(reader),
    flowLogs: readFlowLogAccounts(reader),
    delivery: readDelivery(reader),
    slackSigningSecret: reader.text('SLACK_SIGNING_SECRET'),
    reportUrl: readReportUrl(reader),
    platformLogin: /^true$/i.test(reader.text('WEBSITE_AUTH_ENABLED') ?? ''),
    chunkBytes: readNumber(reader, 'KNOCKWATCH_CHUNK_BYTES', chunkBounds),
    retentionDays: readNumber(reader, 'KNOCKWATCH_RETENTION_DAYS', retentionBounds),
  }));

/** The host's storage and the clock: all that commands need which only look at what is stored. `@throws` as `readAppSettings` */
export const readHostSettings = (env: Environment): Pick<AppSettings, 'hostStorage' | 'eventClock'> => readAll(env, hostSettings);

/** The accounts that hold flow logs: all that commands need which read logs again. `@throws` as `readAppSettings` */
export const readFlowLogSettings = (env: Environment): Pick<AppSettings, 'flowLogs'> =>
  readAll(env, (reader) => ({ flowLogs: readFlowLogAccounts(reader) }));

/** The files that settings name: all that commands need which work on files alone. `@throws` as `readAppSettings` */
export const readFileSettings = (env: Environment): Pick<AppSettings, 'countryDatabase' | 'configFile'> =>
  readAll(env, fileSettings);

function readAll<T>(env: Environment, read: (reader: SettingReader) => T): T {
  const reader = settingReader(env);
  reportUnknownNames(reader);
  const settings = read(reader);
  if (reader.problems.length > 0) throw new Failure('settings-invalid', reader.problems.join('\n'));
  return settings;
}

/** Stands in for a connection that was a problem, so that the other settings are looked at as well; it never leaves this file. */
const noConnection: StorageConnection = { kind: 'connection-string', value: '' };

const hostSettings = (reader: SettingReader) => ({
  hostStorage: readStorageConnection(reader, 'AzureWebJobsStorage', 'blobs-and-tables') ?? noConnection,
  eventClock: readEventClock(reader),
});

const fileSettings = (reader: SettingReader) => ({
  countryDatabase: reader.text('GEOIP_COUNTRY_DATABASE'),
  configFile: readConfigFile(reader),
});

function reportUnknownNames(reader: SettingReader): void {
  for (const name of Object.keys(reader.env)) {
    const prefix = /^(KNOCKWATCH|SLACK|GEOIP)_/.exec(name)?.[0];
    if (prefix === undefined || ownNames.some((own) => own === name)) continue;
    const siblings = ownNames.filter((own) => own.startsWith(prefix));
    reader.problem(name, `unknown setting, ${suggestion(name, siblings)}`);
  }
}

function readFlowLogAccounts(reader: SettingReader): readonly FlowLogAccount[] {
  const listed = reader.text('FLOW_LOG_ACCOUNTS') ?? 'FLOW_LOGS';
  const names = [...new Set(listed.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length === 0)
    reader.problem('FLOW_LOG_ACCOUNTS', 'names no connection, expected names as in FLOW_LOGS,FLOW_LOGS_WEU');
  return names.flatMap((name) => {
    if (!/^\w+$/.test(name)) {
      reader.problem(
        'FLOW_LOG_ACCOUNTS',
        `"${name}" is no name of a connection, expected letters, digits and _, as in FLOW_LOGS_WEU`,
      );
      return [];
    }
    const connection = readStorageConnection(reader, name, 'blobs');
    return connection === null ? [] : [{ name, connection }];
  });
}

function readDelivery(reader: SettingReader): DeliverySetting {
  const apiUrl = readUrl(reader, 'SLACK_API_URL');
  const givenToken = reader.text('SLACK_BOT_TOKEN');
  const kind = reader.text('DELIVERY') ?? 'slack';
  if (kind === 'log' || kind === 'terminal') return { kind };
  if (kind === 'slack') return { kind, botToken: checkBotToken(reader, givenToken), apiUrl };
  reader.problem('DELIVERY', `is "${kind}", expected slack, log or terminal`);
  return { kind: 'log' };
}

/** `xoxb-…`, or `xoxe.xoxb-…` where tokens are rotated (https://docs.slack.dev/authentication/tokens). */
function checkBotToken(reader: SettingReader, token: string | null): string {
  const name = 'SLACK_BOT_TOKEN';
  const isGiven = (reader.env[name] ?? '').trim() !== '';
  if (!isGiven) reader.problem(name, 'is not set, expected a bot token (xoxb-…), or DELIVERY=log for a dry run');
  if (token !== null && !/^(xoxe\.)?xoxb-/.test(token))
    reader.problem(name, 'is no bot token, expected one that begins with xoxb-');
  return token ?? '';
}

function readReportUrl(reader: SettingReader): string | null {
  const url = readUrl(reader, 'REPORT_URL');
  if (url !== null && /[?#]/.test(url))
    reader.problem('REPORT_URL', 'has a query or fragment, expected the bare address of the page: a link never carries a key');
  return url;
}

function readConfigFile(reader: SettingReader): string | null {
  const name = 'KNOCKWATCH_CONFIG';
  const place = reader.text(name);
  if (place === null || !/^https?:\/\//i.test(place)) return place;
  const address = readUrl(reader, name);
  if (address !== null && /[?#]/.test(address)) {
    reader.problem(name, 'has a query or fragment, expected the bare address of a blob: it is read by the identity of the app');
  }
  return address;
}

function readNumber(
  reader: SettingReader,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | null {
  const text = reader.text(name);
  if (text === null) return null;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  reader.problem(name, `is "${text}", expected a whole number from ${least} to ${most}`);
  return null;
}
