import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

export interface Arguments {
  /** The user's own logs to play; empty: a simulated internet. */
  readonly logs: readonly string[];
  /** A real account: its connection string, or `env` for the app settings; null: Azurite. */
  readonly storage: string | null;
  /** Base address of a Slack Web API; null: the inbox. */
  readonly slackUrl: string | null;
  /** The detection settings; null: those of the environment, of what is played, or the shipped ones. */
  readonly config: string | null;
  readonly seed: number;
  /** Days of history that the simulated network begins with. */
  readonly history: number;
  /** Event seconds a real second. */
  readonly speed: number;
  /** Of the inbox page; null takes the usual one, or a free one where that is taken. */
  readonly port: number | null;
  /** Folder for everything the run leaves. */
  readonly data: string;
  readonly help: boolean;
}

/** A slip on the command line; the message is one line. */
export class UsageError extends Error {}

export const usage = `Usage: npm start [-- OPTIONS]

Runs Knockwatch on this machine: its function app, storage (Azurite), a simulated internet that
writes flow logs, and a page that shows what Slack would get. Ctrl-C ends it.

  --logs PATH      play your own PT1H.json files or folders instead (may be repeated)
  --storage VALUE  watch a real storage account: its connection string, or "env" for the app
                   settings AzureWebJobsStorage and FLOW_LOGS of the environment
  --slack-url URL  send to a Slack Web API (https://slack.com/api/ with SLACK_BOT_TOKEN set)
                   instead of the inbox page
  --config FILE    detection settings, read again whenever you save them (KNOCKWATCH_CONFIG,
                   else those of the simulated network, else knockwatch.yaml)
  --speed N        seconds of the logs' time that pass in a second (60)
  --seed N         another simulated internet (1)
  --history DAYS   days of the simulated network's past, read in beside the live minutes; each
                   takes 20 MB of disk (15; 0 for none)
  --port N         port of the inbox page (4480, or a free one)
  --data FOLDER    where storage keeps its data (.knockwatch)
  --help           this text
`;

/** As far back as facts are kept. */
const mostHistoryDays = 30;

const options = {
  logs: { type: 'string', multiple: true },
  storage: { type: 'string' },
  'slack-url': { type: 'string' },
  config: { type: 'string' },
  seed: { type: 'string', default: '1' },
  history: { type: 'string', default: '15' },
  speed: { type: 'string', default: '60' },
  port: { type: 'string' },
  data: { type: 'string', default: '.knockwatch' },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsOptionsConfig;

/** Reads the command line of the embedded run. @throws UsageError for an unknown or wrong option. */
export function parseArguments(args: readonly string[]): Arguments {
  const { values } = parsed(args);
  const storage = values.storage ?? null;
  if (storage !== null && values.logs !== undefined) {
    throw new UsageError('--logs and --storage exclude each other: logs are played into storage of their own.');
  }
  return {
    logs: values.logs ?? [],
    storage,
    slackUrl: values['slack-url'] ?? null,
    config: values.config ?? null,
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 32 - 1),
    history: wholeNumber('--history', values.history, 0, mostHistoryDays),
    speed: wholeNumber('--speed', values.speed, 1, 3600),
    port: values.port === undefined ? null : wholeNumber('--port', values.port, 0, 65_535),
    data: values.data,
    help: values.help,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  } catch (error) {
    const [problem = ''] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    throw new UsageError(`${problem}. See npm start -- --help.`);
  }
}

function wholeNumber(name: string, text: string, from: number, to: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw new UsageError(`${name} is "${text}", expected a whole number from ${from} to ${to}.`);
}
