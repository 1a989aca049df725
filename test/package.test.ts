/** What would be deployed, in an empty folder: nothing of this project but the package itself is in reach. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { copyPackage, ignoredFiles, packagedFiles } from '../scripts/package-files.ts';
import { azureIngestStore, ingestTable } from '../src/adapters/azure-table/azure-ingest-store.ts';
import { storageClients } from '../src/adapters/storage-clients.ts';
import { startHost } from '../src/local/host/start-host.ts';
import { readHour } from '../src/pipeline/read-hour.ts';
import { startAzurite } from './support/azurite.ts';
import { blobOf, sampleHour, sampleHourStartMs, sampleRecords, sampleRef } from './support/sample-log.ts';

const folder = await mkdtemp(join(tmpdir(), 'knockwatch-package-'));
const files = await copyPackage(folder);
const azurite = await startAzurite();
after(async () => {
  await azurite.stop();
  await rm(folder, { recursive: true });
});

const manifest: { readonly main: string; readonly type: string } = JSON.parse(
  await readFile(join(folder, 'package.json'), 'utf8'),
);
const ran: (() => void)[] = [];
const host = await startHost({
  bundle: join(folder, manifest.main),
  environment: {
    AzureWebJobsStorage: azurite.connectionString,
    FLOW_LOGS: azurite.connectionString,
    DELIVERY: 'log',
    KNOCKWATCH_CLOCK: `${new Date(sampleHourStartMs + 3_000_000).toISOString()}@0 since 2026-01-01T00:00:00Z`,
  },
  intervals: {},
  port: 0,
  onMessage: (message) => void (message.kind === 'ran' && ran.shift()?.()),
  onLost: (reason) => assert.fail(reason),
});
after(() => host.stop());

/** The functions that the sources register for one flow-log account. */
async function namesInSources(): Promise<readonly string[]> {
  const sources = join(import.meta.dirname, '..', 'src', 'functions');
  const texts = await Promise.all((await readdir(sources)).map((file) => readFile(join(sources, file), 'utf8')));
  const names = texts.flatMap((text) => [...text.matchAll(/app\.\w+\('(\w+)'|registerIngest\(\w+, '(\w+)'/g)]);
  return names.map(([, own, ingest]) => own ?? ingest ?? '').sort();
}

suite('the package as deployed', () => {
  test('holds what runs and nothing else', () => {
    assert.deepEqual(
      files.filter((file) => !file.startsWith('dist/')),
      ['LICENSE', 'host.json', 'package.json'],
    );
    const needed = [
      'dist/main.js',
      'dist/dbip-country.mmdb',
      'dist/DBIP-LICENSE',
      'dist/main.js.LEGAL.txt',
      'dist/knockwatch.yaml',
    ];
    for (const file of needed) assert.ok(files.includes(file), file);
    assert.deepEqual(
      files.filter((file) => /\.(ts|map|log)$|settings\.json$|node_modules|(^|\/)\./.test(file)),
      [],
    );
  });

  test('holds nothing of what else may lie in the folder, whatever its name', async () => {
    const project = await mkdtemp(join(tmpdir(), 'knockwatch-project-'));
    after(() => rm(project, { recursive: true }));
    for (const folder of ['dist', 'keys']) await mkdir(join(project, folder));
    const lying = ['host.json', 'dist/main.js', 'dist/main.js.map', 'secrets.json', 'out.csv', 'keys/host.json', 'distress.txt'];
    for (const path of lying) await writeFile(join(project, path), 'x');
    assert.deepEqual(await packagedFiles(project), ['dist/main.js', 'host.json']);
  });

  test('leaves out what following the documentation puts beside the sources', async () => {
    const ignored = await ignoredFiles();
    const left = [
      'app.json',
      'token.txt',
      'day.html',
      'new.yaml',
      'logs/',
      'insights-logs-flowlogflowevent/',
      'local.settings.json',
    ];
    assert.deepEqual(
      left.filter((path) => !ignored.ignores(path)),
      [],
    );
  });

  test('asks for no package but the one that the Functions worker supplies', async () => {
    const scripts = files.filter((file) => file.endsWith('.js'));
    assert.ok(scripts.includes(manifest.main) && scripts.length > 1, scripts.join());
    const texts = await Promise.all(scripts.map((file) => readFile(join(folder, file), 'utf8')));
    const asked = texts
      .join('\n')
      .matchAll(
        /^(?:import|export)\s(?:[^;'"]*?from\s*)?["']([^"']+)["']|\b(?:__)?(?:require|import)\(\s*["']([^"']+)["']\s*\)/gm,
      );
    const packages = [...asked]
      .map(([, from, required]) => from ?? required ?? '')
      .filter((name) => !isBuiltin(name) && !name.startsWith('.'));
    assert.deepEqual([...new Set(packages)], ['@azure/functions-core']);
  });

  test('registers every function of the sources', async () => {
    const expected = await namesInSources();
    assert.ok(expected.length >= 7, expected.join());
    assert.deepEqual(host.functions.map(({ name }) => name).sort(), expected);
  });

  test('counts a blob', async () => {
    const { container, path } = sampleRef('vnet-v4');
    const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'FLOW_LOGS');
    await clients.blobService.getContainerClient(container).createIfNotExists();
    const blob = blobOf(sampleRecords('vnet-v4', { minutes: 3, tuplesPerMinute: 20 }));
    await clients.blobService.getContainerClient(container).getBlockBlobClient(path).uploadData(blob);
    const end = new Promise<void>((resolve) => ran.push(resolve));
    host.announce({ connection: 'FLOW_LOGS', container, path });
    await end;
    const streams = await readHour(azureIngestStore(clients.tableClient(ingestTable)), sampleHour);
    assert.deepEqual(
      streams.map(({ stream: { facts } }) => [facts.records, facts.tuples]),
      [[3, 60]],
    );
  });

  test('draws the page, which is a part of its own', async () => {
    const answer = await fetch(`${host.address}/api/report/2026-11-21`);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    const page = await answer.text();
    assert.match(page, /<h1>Saturday, 21 November 2026/);
    assert.match(page, /<svg /);
  });
});
