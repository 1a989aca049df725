/** `slackAction` as Slack meets it: over HTTP, in the function host, with storage and Slack behind it. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { azureIncidentStore, incidentsTable } from '../../../src/adapters/azure-table/azure-incident-store.ts';
import { slackNotifier } from '../../../src/adapters/slack/slack-notifier.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import { nothingTold } from '../../../src/incident/update-incidents.ts';
import { type Host, startHost } from '../../../src/local/host/start-host.ts';
import type { PressedButton } from '../../../src/model/pressed-button.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { nowMs as eventNowMs } from '../../support/findings/example-network.ts';
import { makeBreakthrough } from '../../support/findings/make-breakthrough.ts';
import { announcedOf, incidentOf } from '../../support/make-incident.ts';
import { makeNotification } from '../../support/outbox-world.ts';
import { textsIn } from '../../support/parts-of-message.ts';
import { emulatedChannel, readingToken, type SlackEmulator, startSlackEmulator } from '../../support/slack-emulator.ts';
import { type SlackFaultProxy, startSlackFaultProxy } from '../../support/slack-fault-proxy.ts';
import { readMessages } from '../../support/slack-history.ts';
import { pressBody, signatureHeaders } from '../../support/slack-press.ts';

/** `npm test` builds it first. */
const bundle = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
const secret = '8f742231b10e8888abcd99yyyzzz85a5';
/** A member of the emulated channel. */
const member = 'U000000001';

let azurite: Azurite;
let slack: SlackEmulator;
let proxy: SlackFaultProxy;
let host: Host;
const logged: string[] = [];

before(async () => {
  [azurite, slack] = await Promise.all([startAzurite(), startSlackEmulator()]);
  proxy = await startSlackFaultProxy(slack.apiUrl);
  host = await hostWith({ SLACK_SIGNING_SECRET: secret });
});
after(async () => {
  await host.stop();
  await proxy.stop();
  await Promise.all([slack.stop(), azurite.stop()]);
});

const hostWith = (settings: Readonly<Record<string, string>>): Promise<Host> =>
  startHost({
    bundle,
    environment: {
      AzureWebJobsStorage: azurite.connectionString,
      FLOW_LOGS: azurite.connectionString,
      SLACK_BOT_TOKEN: readingToken,
      SLACK_API_URL: proxy.apiUrl,
      KNOCKWATCH_CLOCK: `${new Date(eventNowMs).toISOString()}@0 since 2026-01-01T00:00:00Z`,
      ...settings,
    },
    intervals: {},
    held: ['evaluate', 'sweep', 'purge'],
    port: 0,
    onMessage: (message) => void logged.push(JSON.stringify(message)),
    onLost: (reason) => assert.fail(reason),
  });

const incidents = () => {
  const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'FLOW_LOGS');
  return azureIncidentStore(clients.tableClient(incidentsTable));
};

/** An incident whose message is out. */
async function tellIncident(id: string): Promise<PressedButton> {
  const notifier = slackNotifier({ token: readingToken, apiUrl: proxy.apiUrl });
  const sent = await notifier.post(makeNotification(`${id}:1`, emulatedChannel), `${id}:1`);
  assert.ok(sent.kind === 'sent');
  const finding = makeBreakthrough({ key: id });
  const incident = incidentOf(finding, { id, announced: announcedOf(finding), posted: sent.posted });
  const { tick } = await incidents().readOpen();
  const next = { revision: (tick?.value.revision ?? 0) + 1, evaluatedAtMs: eventNowMs, told: nothingTold };
  assert.equal(await incidents().commitEvaluation([{ incident, replaces: null }], next, tick?.version ?? null), 'committed');
  return { action: 'acknowledge', incidentId: id, userId: member, channelId: emulatedChannel };
}

const post = async (body: string, headers: Readonly<Record<string, string>>, to: Host = host): Promise<number> => {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(`${to.address}/api/slack/actions`, { method: 'POST', headers: { ...type, ...headers }, body });
  assert.equal(await response.text(), '');
  return response.status;
};
/** Slack signs by real time. */
const signed = (body: string, atMs: number = Date.now()) => signatureHeaders(body, secret, atMs);

const silenceOf = async (id: string) =>
  (await incidents().readOpen()).incidents.find(({ value }) => value.id === id)?.value.silence ?? null;

suite('slackAction', () => {
  test('a signed press silences the incident, and its message shows it before Slack has its answer', async () => {
    const pressed = await tellIncident('kw-press');
    const body = pressBody(pressed);
    assert.equal(await post(body, await signed(body)), 200);
    assert.deepEqual(await silenceOf('kw-press'), { kind: 'acknowledged', by: member, atMs: eventNowMs });
    const shown = (await readMessages(slack.apiUrl)).find(({ text }) => text.includes('203.0.113.7'));
    assert.ok(textsIn(shown?.blocks).includes('Acknowledged by '));
    const asked = proxy.requests.length;
    assert.equal(await post(body, await signed(body)), 200);
    assert.equal(proxy.requests.length, asked, 'the same press once more asks nothing of Slack');
  });

  test('an answer for the presser alone goes to Slack as such', async () => {
    const body = pressBody({ ...(await tellIncident('kw-expect')), action: 'expected-source' });
    assert.equal(await post(body, await signed(body)), 200);
    const { method, form } = proxy.requests.at(-1) ?? assert.fail();
    assert.deepEqual([method, form.get('user')], ['chat.postEphemeral', member]);
  });

  test('without a valid signature it is 401, and nothing happens', async () => {
    const body = pressBody(await tellIncident('kw-forged'));
    const headers = await signed(body);
    const old = await signed(body, Date.now() - 600_000);
    const asked = proxy.requests.length;
    const refused = [{}, old, { ...headers, 'x-slack-signature': 'v0=0' }, await signatureHeaders(body, 'another', Date.now())];
    for (const wrong of refused) assert.equal(await post(body, wrong), 401);
    assert.equal(await post(`${body}&a=b`, headers), 401);
    assert.deepEqual([await silenceOf('kw-forged'), proxy.requests.length], [null, asked]);
  });

  test('whatever is signed and is no press of ours is taken, and nothing happens', async () => {
    const asked = proxy.requests.length;
    const bodies = ['', 'payload=%7B', 'payload=null', 'ssl_check=1', new URLSearchParams({ payload: '{"type":"view_closed"}' })];
    for (const body of bodies.map(String)) assert.equal(await post(body, await signed(body)), 200);
    assert.equal(proxy.requests.length, asked);
  });

  test('is asked without a key and by POST only', async () => {
    const { bindings = {} } = host.functions.find(({ name }) => name === 'slackAction') ?? {};
    const [trigger] = Object.values(bindings);
    assert.deepEqual([trigger?.route, trigger?.authLevel, trigger?.methods], ['slack/actions', 'anonymous', ['POST']]);
    assert.equal((await fetch(`${host.address}/api/slack/actions`)).status, 405);
  });

  test('neither the secret nor the body stands in any log line', () => {
    const lines = logged.join('\n');
    assert.ok(lines.includes('\\"event\\":\\"press\\"'));
    for (const hidden of [secret, 'payload=', 'block_actions', 'not-used-any-more', member])
      assert.ok(!lines.includes(hidden), hidden);
  });

  test('where no signing secret is set it is 404', async () => {
    const plain = await hostWith({});
    const body = pressBody({ action: 'acknowledge', incidentId: 'kw-press', userId: member, channelId: emulatedChannel });
    try {
      assert.equal(await post(body, await signed(body), plain), 404);
    } finally {
      await plain.stop();
    }
  });
});
