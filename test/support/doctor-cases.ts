import { type Check, checksOf } from '../../src/cli/doctor/check.ts';
import { checkAppSettings } from '../../src/cli/doctor/check-app-settings.ts';
import { checkClock } from '../../src/cli/doctor/check-clock.ts';
import { checkFlowLogs } from '../../src/cli/doctor/check-flow-logs.ts';
import { checkHealth } from '../../src/cli/doctor/check-health.ts';
import { checkSlack } from '../../src/cli/doctor/check-slack.ts';
import { checkTables } from '../../src/cli/doctor/check-tables.ts';
import { sendTestAlerts } from '../../src/cli/doctor/send-test-alert.ts';
import type { Health } from '../../src/pipeline/read-health.ts';
import type { Access, AccessProblemKind } from '../../src/ports/access.ts';
import type { FlowLogProbe } from '../../src/ports/flow-log-probe.ts';
import type { Delivery, Notifier } from '../../src/ports/notifier.ts';
import type { SlackProbe } from '../../src/ports/slack-probe.ts';
import type { TableProbe } from '../../src/ports/table-probe.ts';
import { blobOf, sampleHourStartMs, sampleRecords } from './sample-log.ts';

/** Five minutes after the last record of the sample log. */
export const nowMs = sampleHourStartMs + 8 * 60_000 + 37_000;
const answered = <T>(value: T): Access<T> => ({ kind: 'answered', value, serviceTimeMs: nowMs });
export const failed = (kind: AccessProblemKind, answer: string): Access<never> => ({ kind: 'failed', problem: { kind, answer } });

/** A flow-log account with one flow log of a virtual network, whose newest record is five minutes old. */
export const goodFlowLogs: FlowLogProbe = {
  account: 'stflowlogs.blob.core.windows.net',
  findContainer: async (container) => answered(container === 'insights-logs-flowlogflowevent'),
  listFlowLogs: async () =>
    answered([
      'flowLogResourceID=/11111111-2222-3333-4444-555555555555_NETWORKWATCHERRG/NETWORKWATCHER_WESTEUROPE_SHOP-FLOWLOG/',
    ]),
  readNewest: async () =>
    answered({ path: 'PT1H.json', end: blobOf(sampleRecords('vnet-v4', { minutes: 4, tuplesPerMinute: 3 })) }),
};

export const goodTables: TableProbe = {
  account: 'stknockwatch.table.core.windows.net',
  tryRow: async () => ({ ...answered(true as const), failedAt: null }),
};

export const goodSlack: SlackProbe = {
  signIn: async () => ({
    kind: 'answered',
    value: { team: 'Contoso', bot: 'knockwatch', scopes: ['chat:write', 'channels:history'] },
  }),
  readChannel: async () => ({ kind: 'answered', value: { name: 'knockwatch', isMember: true, isArchived: false } }),
};

/** A notifier whose posts all meet the same end. */
export const notifierThat = (delivery: Delivery): Notifier => ({
  post: async () => delivery,
  reply: async () => delivery,
  edit: async () => delivery,
  find: async () => null,
  whisper: async () => ({ kind: 'sent' }),
});

export const goodHealth: Extract<Health, { status: 'up' }> = {
  status: 'up',
  now: new Date(nowMs).toISOString(),
  lastEvaluation: new Date(nowMs - 40_000).toISOString(),
  lastSweep: { at: new Date(nowMs - 240_000).toISOString(), flowLogs: 7, failed: 0 },
  openIncidents: 2,
  undelivered: 0,
  oldestUndelivered: null,
  failed: [],
  lagAtMostMinutes: 5,
  settings: null,
  countryDatabase: '2026-11-01',
};

/** A day on which much is wrong, as the doctor tells it. */
export async function badDay(): Promise<readonly (readonly Check[])[]> {
  const env = {
    AzureWebJobsStorage__accountName: 'stknockwatch',
    FLOW_LOGS__accountName: 'stflowlogs',
    SLACK_BOT_TOKEN: '@Microsoft.KeyVault(SecretUri=https://kv-knockwatch.vault.azure.net/secrets/slack-bot-token)',
    KNOCKWATCH_RETENTION: '31',
  };
  const refusedTables: TableProbe = {
    ...goodTables,
    tryRow: async () => ({ ...failed('no-role', '403 AuthorizationPermissionMismatch'), failedAt: 'create' }),
  };
  const refusedFlowLogs = { ...goodFlowLogs, findContainer: async () => failed('network-rules', '403 AuthorizationFailure') };
  const outsider: SlackProbe = {
    ...goodSlack,
    readChannel: async () => ({ kind: 'answered', value: { name: 'oncall', isMember: false, isArchived: false } }),
  };
  const badHealth: Health = {
    ...goodHealth,
    lastEvaluation: new Date(nowMs - 3 * 3_600_000).toISOString(),
    lastSweep: { at: new Date(nowMs - 240_000).toISOString(), flowLogs: 7, failed: 3 },
    undelivered: 4,
    oldestUndelivered: new Date(nowMs - 2 * 3_600_000).toISOString(),
    failed: ['bt-4f2a:3: not_in_channel'],
    lagAtMostMinutes: 61,
  };
  const denied = notifierThat({
    kind: 'permanent',
    code: 'not_in_channel',
    detail: 'The bot is not in the channel: invite it there',
  });
  return [
    checkAppSettings(env).checks,
    (await checkTables(refusedTables, false)).checks,
    (await checkFlowLogs('FLOW_LOGS', refusedFlowLogs, nowMs, false)).checks,
    (await checkFlowLogs('FLOW_LOGS_WEU', goodFlowLogs, nowMs + 5 * 3_600_000, false)).checks,
    checkClock(nowMs, nowMs + 420_000, null),
    checkHealth(badHealth),
    await checkSlack(outsider, 'slack', ['#knockwatch', 'C0123456789']),
    await sendTestAlerts(denied, ['#knockwatch'], 'doctor:1', new Date(nowMs)),
  ];
}

/** A day on which all is well. */
export async function goodDay(): Promise<readonly (readonly Check[])[]> {
  const arrived = notifierThat({ kind: 'sent', posted: { channelId: 'C0123456789', ts: '1.1' } });
  return [
    [checksOf('App settings').well('Read the app settings', '1 flow-log account, messages go to Slack')],
    (await checkTables(goodTables, false)).checks,
    (await checkFlowLogs('FLOW_LOGS', goodFlowLogs, nowMs, false)).checks,
    checkClock(nowMs, nowMs - 1000, null),
    checkHealth(goodHealth),
    await checkSlack(goodSlack, 'slack', ['C0123456789']),
    await sendTestAlerts(arrived, ['C0123456789'], 'doctor:1', new Date(nowMs)),
  ];
}
