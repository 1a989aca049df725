import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessAdvice } from '../../../src/cli/doctor/access-words.ts';
import { ageText } from '../../../src/cli/doctor/age-text.ts';
import { checkAppSettings } from '../../../src/cli/doctor/check-app-settings.ts';
import { checkClock } from '../../../src/cli/doctor/check-clock.ts';
import { checkFlowLogs } from '../../../src/cli/doctor/check-flow-logs.ts';
import { checkHealth } from '../../../src/cli/doctor/check-health.ts';
import { channelsOf, checkSlack } from '../../../src/cli/doctor/check-slack.ts';
import { checkTables } from '../../../src/cli/doctor/check-tables.ts';
import { sendTestAlerts, testAlert } from '../../../src/cli/doctor/send-test-alert.ts';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { checkSlackLimits } from '../../../src/message/check-slack-limits.ts';
import type { AccessProblemKind } from '../../../src/ports/access.ts';
import { failed, goodFlowLogs, goodHealth, goodSlack, goodTables, notifierThat, nowMs } from '../../support/doctor-cases.ts';

const token = 'xoxb-secret-1234';
const storage = { AzureWebJobsStorage: 'UseDevelopmentStorage=true', FLOW_LOGS: 'UseDevelopmentStorage=true' };
const outcomes = (checks: readonly { readonly outcome: string }[]): readonly string[] => checks.map(({ outcome }) => outcome);

describe('checkAppSettings', () => {
  it('names every problem on a line of its own', () => {
    const { checks, settings } = checkAppSettings({
      ...storage,
      FLOW_LOGS: 'nonsense',
      DELIVERY: 'slak',
      KNOCKWATCH_CHUNK_BYTES: '1',
    });
    assert.deepEqual(
      checks.map(({ tried }) => tried),
      ['FLOW_LOGS', 'DELIVERY', 'KNOCKWATCH_CHUNK_BYTES'],
    );
    assert.equal(settings, null);
  });

  it('goes on without Slack where only its settings are wrong', () => {
    const reference = '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/t)';
    const checked = checkAppSettings({ ...storage, SLACK_BOT_TOKEN: reference });
    assert.deepEqual([checked.isSlackKnown, checked.settings?.delivery.kind], [false, 'log']);
    assert.equal(checked.checks.filter(({ tried }) => tried === 'Key Vault reference in SLACK_BOT_TOKEN').length, 1);
  });

  it('shows no secret', () => {
    const checked = checkAppSettings({
      ...storage,
      SLACK_BOT_TOKEN: token,
      SLACK_SIGNING_SECRET: 'whisper',
      FLOW_LOGS: 'AccountKey=whisper',
    });
    assert.doesNotMatch(JSON.stringify(checked.checks), /secret-1234|whisper/);
  });
});

describe('checkTables', () => {
  it('names the step that failed, the role and the account', async () => {
    const tryRow = async () => ({ ...failed('no-role', '403 AuthorizationPermissionMismatch'), failedAt: 'delete' as const });
    const { checks, areInReach } = await checkTables({ ...goodTables, tryRow }, false);
    assert.equal(areInReach, true);
    assert.match(checks[0]?.found ?? '', /cannot delete the row: refused, the role is missing \(403/);
    assert.match(checks[0]?.advice ?? '', /"Storage Table Data Contributor" on stknockwatch/);
  });

  it('does not take what a person is refused for a fault of the app', async () => {
    const tryRow = async () => ({ ...failed('no-role', '403 AuthorizationPermissionMismatch'), failedAt: 'create' as const });
    const { checks, areInReach } = await checkTables({ ...goodTables, tryRow }, true);
    assert.deepEqual([outcomes(checks), areInReach], [['skipped'], true]);
    assert.match(checks[0]?.advice ?? '', /That is you, not the app/);
    const unreachable = async () => ({ ...failed('unreachable', 'ECONNREFUSED'), failedAt: 'create' as const });
    const beyond = await checkTables({ ...goodTables, tryRow: unreachable }, true);
    assert.deepEqual([outcomes(beyond.checks), beyond.areInReach], [['wrong'], false]);
  });

  it('names Azurite where nothing answers on this machine', () => {
    const account = '127.0.0.1:10002/devstoreaccount1';
    const advice = accessAdvice({ kind: 'unreachable', answer: '' }, { account, role: 'R', setting: 'S', isPerson: false });
    assert.match(advice, /this machine: start Azurite, or name an account of Azure in S\.$/);
  });

  it('has advice for whatever may be wrong', () => {
    const kinds: readonly AccessProblemKind[] = [
      'no-credential',
      'no-role',
      'network-rules',
      'wrong-key',
      'keys-are-off',
      'wrong-tenant',
      'no-such-host',
      'unreachable',
      'other',
    ];
    const advice = kinds.map((kind) =>
      accessAdvice({ kind, answer: '' }, { account: 'a.blob.x', role: 'R', setting: 'S', isPerson: false }),
    );
    assert.equal(new Set(advice).size, kinds.length);
    for (const text of advice) assert.match(text, /^[A-Z].*\.$/s);
  });
});

describe('checkFlowLogs', () => {
  it('tells the age and version of the newest record', async () => {
    const { checks } = await checkFlowLogs('FLOW_LOGS', goodFlowLogs, nowMs, false);
    assert.deepEqual(
      checks.map(({ found }) => found),
      ['1 flow log', '5 minutes old, virtual network, version 4'],
    );
  });

  it('finds the account silent where no flow log wrote for half an hour', async () => {
    const { checks } = await checkFlowLogs('FLOW_LOGS', goodFlowLogs, nowMs + 26 * 60_000, false);
    assert.deepEqual(outcomes(checks), ['well', 'skipped', 'wrong']);
  });

  it('takes one quiet flow log beside a lively one for no problem', async () => {
    const readNewest: typeof goodFlowLogs.readNewest = async (container, prefix) =>
      prefix === 'old/'
        ? {
            kind: 'answered',
            value: { path: '', end: Buffer.from('{"time":"2026-11-20T00:00:00Z","category":"x"') },
            serviceTimeMs: null,
          }
        : goodFlowLogs.readNewest(container, prefix);
    const listFlowLogs: typeof goodFlowLogs.listFlowLogs = async () => ({
      kind: 'answered',
      value: ['old/', 'new/'],
      serviceTimeMs: null,
    });
    const { checks } = await checkFlowLogs('FLOW_LOGS', { ...goodFlowLogs, readNewest, listFlowLogs }, nowMs, false);
    assert.deepEqual(outcomes(checks), ['well', 'skipped', 'well']);
  });

  it('says what to look at where no container is there yet', async () => {
    const findContainer: typeof goodFlowLogs.findContainer = async () => ({
      kind: 'answered',
      value: false,
      serviceTimeMs: null,
    });
    const { checks } = await checkFlowLogs('FLOW_LOGS', { ...goodFlowLogs, findContainer }, nowMs, false);
    assert.deepEqual(outcomes(checks), ['wrong']);
    assert.match(checks[0]?.advice ?? '', /FLOW_LOGS names the account/);
  });
});

describe('checkSlack', () => {
  it('warns of a token that cannot write', async () => {
    const signIn: typeof goodSlack.signIn = async () => ({
      kind: 'answered',
      value: { team: 'T', bot: 'b', scopes: ['channels:read'] },
    });
    assert.deepEqual(outcomes(await checkSlack({ ...goodSlack, signIn }, 'slack', [])), ['well', 'wrong']);
  });

  it('says what to do about a bad token, and looks no further', async () => {
    const signIn: typeof goodSlack.signIn = async () => ({
      kind: 'failed',
      code: 'invalid_auth',
      detail: 'Check SLACK_BOT_TOKEN',
    });
    const checks = await checkSlack({ ...goodSlack, signIn }, 'slack', ['C0123456789']);
    assert.deepEqual(
      checks.map(({ found, advice }) => [found, advice]),
      [['invalid_auth', 'Check SLACK_BOT_TOKEN.']],
    );
  });

  it('leaves out a channel that it may not look up, or that is given by its name', async () => {
    const readChannel: typeof goodSlack.readChannel = async () => ({ kind: 'failed', code: 'missing_scope', detail: 'x' });
    const checks = await checkSlack({ ...goodSlack, readChannel }, 'slack', ['C0123456789', '#general']);
    assert.deepEqual(outcomes(checks), ['well', 'well', 'skipped', 'skipped']);
  });

  it('is not asked in a dry run', async () => {
    assert.deepEqual(outcomes(await checkSlack(null, 'log', ['#x'])), ['skipped']);
  });

  it('looks at each channel once', () => {
    const slack = { ...defaultDetectionSettings.slack, channel: '#a', criticalChannel: '#b', opsChannel: '#a' };
    assert.deepEqual(channelsOf({ ...defaultDetectionSettings, slack }), ['#a', '#b']);
  });
});

describe('the test alert', () => {
  const at = new Date(nowMs);

  it('is plainly a test, and within the limits of Slack', () => {
    const alert = testAlert('#knockwatch', at);
    assert.match(alert.text, /test, nothing happened/);
    assert.deepEqual(checkSlackLimits(alert), []);
  });

  it('goes to each channel, and a refusal is told', async () => {
    const refusing = notifierThat({ kind: 'permanent', code: 'not_in_channel', detail: 'Invite it' });
    assert.deepEqual(outcomes(await sendTestAlerts(refusing, ['#a', '#b'], 'doctor:1', at)), ['wrong', 'wrong']);
    assert.deepEqual(outcomes(await sendTestAlerts(null, ['#a'], 'doctor:1', at)), ['skipped']);
    assert.deepEqual(outcomes(await sendTestAlerts(refusing, [], 'doctor:1', at)), ['skipped']);
  });
});

describe('checkHealth', () => {
  it('finds nothing wrong where all runs', () => {
    assert.deepEqual(outcomes(checkHealth(goodHealth)), ['well', 'well', 'well', 'well']);
  });

  it('takes an app that never ran for one that was just deployed', () => {
    assert.deepEqual(outcomes(checkHealth({ ...goodHealth, lastEvaluation: null, lastSweep: null, lagAtMostMinutes: null })), [
      'skipped',
      'skipped',
      'well',
      'skipped',
    ]);
  });
});

describe('checkClock', () => {
  it('bears two minutes and no more', () => {
    assert.deepEqual(outcomes(checkClock(nowMs, nowMs - 120_000, null)), ['well']);
    const [check] = checkClock(nowMs, nowMs - 121_000, null);
    assert.equal(check?.found, 'this machine is 121 seconds ahead');
  });

  it('points at a clock of its own', () => {
    assert.deepEqual(outcomes(checkClock(nowMs, null, nowMs)), ['skipped', 'skipped']);
  });
});

describe('ageText', () => {
  it('speaks in the unit that fits', () => {
    const minute = 60_000;
    const ages = [-minute, 59_999, minute, 119 * minute, 120 * minute, 47 * 60 * minute, 48 * 60 * minute].map(ageText);
    assert.deepEqual(ages, ['under a minute', 'under a minute', '1 minute', '119 minutes', '2 hours', '47 hours', '2 days']);
  });
});
