import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { azureIngestStore, ingestTable } from '../src/adapters/azure-table/azure-ingest-store.ts';
import { storageClients } from '../src/adapters/storage-clients.ts';
import type { FromHost } from '../src/local/host/host-messages.ts';
import { startHost } from '../src/local/host/start-host.ts';
import { blobGrower } from '../src/local/write/growing-blob.ts';
import { readHour } from '../src/pipeline/read-hour.ts';
import { startAzurite } from './support/azurite.ts';
import { type LogFormat, sampleHour, sampleHourStartMs, sampleRecords, sampleRef } from './support/sample-log.ts';

/** `npm test` builds it first. */
const bundle = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'FLOW_LOGS');
const store = azureIngestStore(clients.tableClient(ingestTable));

const messages: FromHost[] = [];
const ran: (() => void)[] = [];
const settings = {
  AzureWebJobsStorage: azurite.connectionString,
  FLOW_LOG_ACCOUNTS: 'FLOW_LOGS,FLOW_LOGS_WEU',
  FLOW_LOGS: azurite.connectionString,
  FLOW_LOGS_WEU: azurite.connectionString,
  DELIVERY: 'log',
  KNOCKWATCH_CLOCK: `${new Date(sampleHourStartMs + 3_000_000).toISOString()}@0 since 2026-01-01T00:00:00Z`,
};
const host = await startHost({
  bundle,
  environment: settings,
  intervals: {},
  port: 0,
  onMessage(message) {
    messages.push(message);
    if (message.kind === 'ran' && message.functionName.startsWith('ingest')) ran.shift()?.();
  },
  onLost: (reason) => assert.fail(reason),
});
after(() => host.stop());

/** The trigger of a function, without the members that only the worker's library needs. */
function triggerOf(name: string): Readonly<Record<string, unknown>> {
  const { bindings = {} } = host.functions.find((candidate) => candidate.name === name) ?? {};
  const { name: _name, direction: _direction, ...trigger } = Object.values(bindings)[0] ?? {};
  return trigger;
}

const blobTrigger = (container: string, connection: string) => ({
  type: 'blobTrigger',
  path: `${container}/{name}`,
  connection,
  source: 'EventGrid',
  sdkBinding: true,
  properties: { supportsDeferredBinding: 'true' },
});
const [vnet, nsg] = ['insights-logs-flowlogflowevent', 'insights-logs-networksecuritygroupflowevent'];

/** Grows a blob by so many minutes of records, tells of it, and waits for the run. */
async function growAndTell(format: LogFormat, connection: string, records: readonly string[], times: number): Promise<void> {
  const { container, path } = sampleRef(format);
  await clients.blobService.getContainerClient(container).createIfNotExists();
  const grow = growers.get(container) ?? blobGrower(clients.blobService.getContainerClient(container));
  growers.set(container, grow);
  await grow(
    path,
    records.map((record) => Buffer.from(record)),
  );
  const runs = Array.from({ length: times }, () => new Promise<void>((resolve) => ran.push(resolve)));
  for (let time = 0; time < times; time += 1) host.announce({ connection, container, path });
  await Promise.all(runs);
}
const growers = new Map<string, ReturnType<typeof blobGrower>>();

async function counted(format: LogFormat) {
  const { path } = sampleRef(format);
  const flowLog = path.replace(/\/y=.*$/, '').toUpperCase();
  const streams = await readHour(store, sampleHour);
  return streams.filter(({ stream }) => stream.flowLog === flowLog).map(({ stream: { facts } }) => [facts.records, facts.tuples]);
}

suite('the bundle in a process of its own', () => {
  test('registers its functions, the ingest pair once an account', () => {
    assert.deepEqual(
      host.functions.map(({ name }) => name),
      [
        'ingestVnetFlowLog',
        'ingestVnetFlowLogWEU',
        'ingestNsgFlowLog',
        'ingestNsgFlowLogWEU',
        'sweep',
        'evaluate',
        'digest',
        'purge',
        'slackAction',
        'health',
        'healthDetails',
        'report',
      ],
    );
  });

  test('triggers ingest by Event Grid with deferred binding, on paths that Azure indexes', () => {
    assert.deepEqual(triggerOf('ingestVnetFlowLog'), blobTrigger(vnet, 'FLOW_LOGS'));
    assert.deepEqual(triggerOf('ingestNsgFlowLog'), blobTrigger(nsg, 'FLOW_LOGS'));
    assert.deepEqual(triggerOf('ingestVnetFlowLogWEU'), blobTrigger(vnet, 'FLOW_LOGS_WEU'));
    assert.deepEqual(triggerOf('ingestNsgFlowLogWEU'), blobTrigger(nsg, 'FLOW_LOGS_WEU'));
    assert.doesNotMatch(JSON.stringify(host.functions), /\{\*/);
  });

  test('sweeps every five minutes and evaluates every minute', () => {
    assert.equal(triggerOf('sweep')['schedule'], '0 */5 * * * *');
    assert.equal(triggerOf('evaluate')['schedule'], '0 * * * * *');
  });

  test('tells anyone whether it is up, and more only to who has a key', () => {
    const { route, authLevel, methods } = triggerOf('health');
    assert.deepEqual([route, authLevel, methods], ['health', 'anonymous', ['GET']]);
    const report = triggerOf('report');
    assert.deepEqual([report['route'], report['authLevel'], report['methods']], ['report/{day?}', 'function', ['GET']]);
    const details = triggerOf('healthDetails');
    assert.deepEqual([details['route'], details['authLevel'], details['methods']], ['health/details', 'function', ['GET']]);
  });

  test('counts a growing blob once, however often it is told of', async () => {
    const records = sampleRecords('vnet-v4', { minutes: 3, tuplesPerMinute: 20 });
    await growAndTell('vnet-v4', 'FLOW_LOGS', records.slice(0, 2), 1);
    assert.deepEqual(await counted('vnet-v4'), [[2, 40]]);
    await growAndTell('vnet-v4', 'FLOW_LOGS', records.slice(2), 3);
    assert.deepEqual(await counted('vnet-v4'), [[3, 60]]);
  });

  test('counts the blobs of NSG flow logs by their own function', async () => {
    await growAndTell('nsg-v2', 'FLOW_LOGS_WEU', sampleRecords('nsg-v2', { minutes: 2, tuplesPerMinute: 20 }), 1);
    assert.deepEqual(await counted('nsg-v2'), [[2, 40]]);
    const names = messages
      .filter(({ kind }) => kind === 'ran')
      .map((message) => 'functionName' in message && message.functionName);
    assert.equal(names.at(-1), 'ingestNsgFlowLogWEU');
  });

  test('logs one line of JSON a run', () => {
    const lines = messages.flatMap((message) =>
      message.kind === 'log' && message.functionName === 'ingestVnetFlowLog' ? [JSON.parse(message.message)] : [],
    );
    assert.equal(lines.length, 4);
    assert.deepEqual(new Set(lines.map(({ event }) => event)), new Set(['ingest']));
    assert.equal(
      lines.reduce((sum, { tuples }) => sum + tuples, 0),
      60,
    );
  });

  test('answers over HTTP', async () => {
    const health = await fetch(`${host.address}/api/health`);
    assert.deepEqual([health.status, await health.json()], [200, { status: 'up' }]);
    const details = await (await fetch(`${host.address}/api/health/details`)).text();
    assert.match(details, /"status":"up".*"openIncidents":0,"undelivered":0,.*"failed":\[\]/);
    assert.equal((await fetch(`${host.address}/api/other`)).status, 404);
  });

  test('shows a day as a page, by its number, as today, and as the newest whole one', async () => {
    const day = new Date(sampleHourStartMs).toISOString().slice(0, 10);
    const page = await fetch(`${host.address}/api/report/${day}`);
    assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
    const text = await page.text();
    // Three minutes of the VNet flow log and two of the NSG's, by the tests before.
    assert.match(text, /<dt>Records<\/dt><dd>5</);
    assert.equal(await (await fetch(`${host.address}/api/report/today`)).text(), text);
    assert.match(await (await fetch(`${host.address}/api/report`)).text(), /<span class="kind">No data<\/span>/);
    assert.equal((await fetch(`${host.address}/api/report/2026-02-30`)).status, 404);
  });

  test('leaves it to the platform who may see the page, where that signs people in', async () => {
    const environment = { ...settings, WEBSITE_AUTH_ENABLED: 'True' };
    const guarded = await startHost({ bundle, environment, intervals: {}, port: 0, onMessage: () => {}, onLost: assert.fail });
    const [report] = guarded.functions.filter(({ name }) => name === 'report');
    assert.equal(Object.values(report?.bindings ?? {})[0]?.['authLevel'], 'anonymous');
    const stranger = await fetch(`${guarded.address}/api/report/today`, { redirect: 'manual' });
    assert.deepEqual(
      [stranger.status, stranger.headers.get('location')],
      [302, '/.auth/login/aad?post_login_redirect_uri=%2Fapi%2Freport%2Ftoday'],
    );
    const headers = { 'x-ms-client-principal': 'eyJhdXRoX3R5cCI6ImFhZCJ9' };
    assert.equal((await fetch(`${guarded.address}/api/report/today`, { headers })).status, 200);
    await guarded.stop();
  });

  test('reports a setting that is wrong, all of them together, without a stack trace', async () => {
    const environment = { AzureWebJobsStorage: 'x', DELIVERY: 'pigeon', KNOCKWATCH_CLOK: 'y' };
    const wrong = startHost({ bundle, environment, intervals: {}, port: 0, onMessage: () => {}, onLost: () => {} });
    await assert.rejects(wrong, ({ message }: Error) => {
      for (const name of ['AzureWebJobsStorage', 'FLOW_LOGS', 'DELIVERY', 'KNOCKWATCH_CLOK'])
        assert.match(message, new RegExp(`^${name}:`, 'm'));
      assert.doesNotMatch(message, / {4}at /);
      return true;
    });
  });
});
