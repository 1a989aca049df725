import { randomUUID } from 'node:crypto';
import type { AppSettings } from '../../config/app-settings.ts';
import type { Environment } from '../../config/process-environment.ts';
import { readHealth } from '../../pipeline/read-health.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Check, checksOf } from './check.ts';
import { checkAppSettings } from './check-app-settings.ts';
import { checkClock } from './check-clock.ts';
import { checkCountries } from './check-countries.ts';
import { checkDetectionSettings } from './check-detection-settings.ts';
import { checkFlowLogs } from './check-flow-logs.ts';
import { checkHealth } from './check-health.ts';
import { checkSignIn } from './check-sign-in.ts';
import { channelsOf, checkSlack } from './check-slack.ts';
import { checkTables } from './check-tables.ts';
import { type DoctorPorts, doctorPorts } from './doctor-ports.ts';
import { sendTestAlerts } from './send-test-alert.ts';

/** How the doctor is to go about it. */
export interface Examination {
  readonly env: Environment;
  /** Also sends a marked test alert to each channel. */
  readonly sends: boolean;
  readonly wallClock: Clock;
}

const slackSkipped = checksOf('Slack').skipped('Sign in', 'not tried, its app settings come first');

/** Tries everything one by one, area by area; each area's checks are given as soon as they are there. */
export async function* examine({ env, sends, wallClock }: Examination): AsyncGenerator<readonly Check[]> {
  const { checks, settings, isSlackKnown } = checkAppSettings(env);
  yield checks;
  if (settings === null)
    return yield [
      checksOf('All else').skipped('Storage, Slack, countries and the running app', 'not tried, the app settings come first'),
    ];
  const { checks: ofDetection, detection } = await checkDetectionSettings(settings);
  yield ofDetection;
  const channels = detection === null ? [] : channelsOf(detection);
  const ports = doctorPorts(settings);
  yield* examineStorage(ports, settings, wallClock);
  yield isSlackKnown ? await checkSlack(ports.slack, settings.delivery.kind, channels) : [slackSkipped];
  if (sends) yield await sendTestAlerts(ports.notifier, channels, `doctor:${randomUUID()}`, new Date(wallClock.now()));
}

async function* examineStorage(ports: DoctorPorts, settings: AppSettings, wallClock: Clock): AsyncGenerator<readonly Check[]> {
  const { checks, isPerson } = await checkSignIn(ports.signIn, settings);
  yield checks;
  const tables = await checkTables(ports.tables, isPerson);
  const answeredMs = wallClock.now();
  yield tables.checks;
  const eventMs = ports.health.clock.now();
  for (const { setting, probe } of ports.flowLogs) yield (await checkFlowLogs(setting, probe, eventMs, isPerson)).checks;
  yield checkClock(answeredMs, tables.serviceTimeMs, settings.eventClock === null ? null : eventMs);
  const countries = await checkCountries(settings.countryDatabase, wallClock.now());
  yield countries.checks;
  if (tables.areInReach) yield checkHealth(await readHealth(ports.health, countries.databaseDateMs ?? 0));
}
