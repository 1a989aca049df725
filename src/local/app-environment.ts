import type { Environment } from '../config/process-environment.ts';
import { type EventClock, eventClockText } from '../config/read-event-clock.ts';

export interface AppEnvironmentOptions {
  /** Connection string of the storage to use; null keeps the app settings that name it. */
  readonly storage: string | null;
  readonly slackUrl: string;
  readonly slackToken: string;
  /** With it messages have buttons; null where nobody could press them. */
  readonly signingSecret: string | null;
  /** Where the inbox leads to the page of a day. */
  readonly reportUrl: string;
  readonly clock: EventClock | null;
  /** The settings file, or blob; null where the environment, or the shipped file, decides. */
  readonly settingsFile: string | null;
}

/** What the embedded run decides itself; left over from elsewhere it could lead to a real account. */
const decidedHere = /^(DELIVERY$|SLACK_|KNOCKWATCH_CLOCK$|REPORT_URL$)/;
const namesStorage = /^(AzureWebJobsStorage|FLOW_LOGS?_)|^FLOW_LOGS$/;

/** What `local.settings.sample.json` sets: collects garbage sooner, for a smaller process. */
const workerArguments = '--max-semi-space-size=16 --heap-growing-percent=50';

/** The environment of the function app: this process's own with the app settings of the embedded run in place of those that it decides. */
export function appEnvironment(own: Environment, options: AppEnvironmentOptions): Environment {
  const isKept = (name: string): boolean => !decidedHere.test(name) && (options.storage === null || !namesStorage.test(name));
  return {
    languageWorkers__node__arguments: workerArguments,
    ...Object.fromEntries(Object.entries(own).filter(([name]) => isKept(name))),
    ...(options.storage !== null && { AzureWebJobsStorage: options.storage, FLOW_LOGS: options.storage }),
    DELIVERY: 'slack',
    SLACK_API_URL: options.slackUrl,
    SLACK_BOT_TOKEN: options.slackToken,
    REPORT_URL: options.reportUrl,
    ...(options.signingSecret !== null && { SLACK_SIGNING_SECRET: options.signingSecret }),
    ...(options.settingsFile !== null && { KNOCKWATCH_CONFIG: options.settingsFile }),
    ...(options.clock !== null && { KNOCKWATCH_CLOCK: eventClockText(options.clock) }),
  };
}
