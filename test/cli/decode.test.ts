import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { matchesCliGolden, runKnockwatch } from '../support/run-knockwatch.ts';
import { blobOf, sampleRecords } from '../support/sample-log.ts';
import { smallNetwork, smallNetworkFiles, writeSmallNetwork } from '../support/small-network.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

describe('knockwatch decode', () => {
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
    await writeSmallNetwork(cwd);
  });
  after(() => rm(cwd, { recursive: true }));

  it('prints one JSON object a tuple, and ends with 0 where all was decoded', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['decode', smallNetwork.first, smallNetwork.nsg], { cwd });
    assert.equal(code, 0, stderr);
    await matchesCliGolden('decode.jsonl', stdout);
    await matchesCliGolden('decode.stderr.txt', stderr);
  });

  it('prints the fields in the documented order', async () => {
    const { stdout } = await runKnockwatch(['decode', smallNetwork.nsg], { cwd });
    const fields = Object.keys(JSON.parse(stdout));
    assert.deepEqual(fields, [
      ...[
        'time',
        'version',
        'mac',
        'resource',
        'acl',
        'rule',
        'source',
        'destination',
        'sourcePort',
        'destinationPort',
        'protocol',
      ],
      ...['direction', 'decision', 'state', 'encryption', 'packetsSent', 'bytesSent', 'packetsReceived', 'bytesReceived'],
    ]);
  });

  it('names each rejection with reason and byte offset, keeps what stands beside it, and ends with 1', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['decode', smallNetwork.second], { cwd });
    assert.equal(code, 1);
    assert.equal(stdout.split('\n').filter(Boolean).length, 2);
    await matchesCliGolden('decode-rejected.stderr.txt', stderr);
    const [, tupleAt, recordAt] = /rejected tuple at byte (\d+).*\n.*rejected record at byte (\d+)/.exec(stderr) ?? [];
    const bytes = smallNetworkFiles.second();
    assert.ok(bytes.subarray(Number(tupleAt)).toString().startsWith('no tuple'));
    assert.ok(bytes.subarray(Number(recordAt)).toString().startsWith('{"category":"AuditEvent"}'));
  });

  it('reads standard input, in whatever pieces it comes', async () => {
    const fromFile = await runKnockwatch(['decode', smallNetwork.second], { cwd });
    const fromInput = await runKnockwatch(['decode', '-'], { cwd, input: smallNetworkFiles.second() });
    assert.equal(fromInput.stdout, fromFile.stdout);
    assert.equal(fromInput.stderr.replaceAll('standard input', smallNetwork.second), fromFile.stderr);
    assert.equal(fromInput.code, 1);
  });

  it('decodes a file of many pieces as it does one, and waits for a reader that is slow', async () => {
    const records = sampleRecords('vnet-v4', { minutes: 60, tuplesPerMinute: 400 });
    await writeFile(join(cwd, 'large.json'), blobOf(records));
    const { code, stdout } = await runKnockwatch(['decode', 'large.json'], { cwd });
    assert.equal(code, 0);
    // 60 minutes × 400 tuples
    assert.equal(stdout.split('\n').length - 1, 24_000);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = spawn(process.execPath, [main, 'decode', 'large.json'], { cwd });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    assert.equal(code, 0);
    assert.equal(stderr, '');
  });

  it('takes an empty file and an empty list for nothing to decode', async () => {
    await writeFile(join(cwd, 'empty.json'), '');
    await writeFile(join(cwd, 'opened.json'), '{"records":[]}');
    const { code, stdout, stderr } = await runKnockwatch(['decode', 'empty.json', 'opened.json'], { cwd });
    assert.deepEqual([code, stdout], [0, '']);
    assert.equal(stderr, 'empty.json: 0 tuples in 0 records, 0 rejected\nopened.json: 0 tuples in 0 records, 0 rejected\n');
  });
});
