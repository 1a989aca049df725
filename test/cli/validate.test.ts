import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import { startAzurite } from '../support/azurite.ts';
import { matchesCliGolden, runKnockwatch, widerThan } from '../support/run-knockwatch.ts';

/** Valid, and yet each line says something that has no effect; dates far from today on both sides. */
const odd = `targeted: {low: 45, medium: 60, high: 100}
watchedPorts: [{port: 22, weight: 5}]
targets: [{name: vm-db1, match: 10.0.0.4}]
suppressions:
  - {finding: campaign, source: 203.0.113.7, reason: we scan ourselves, expires: 2999-12-31}
  - {target: vm-bd1, reason: pentest, expires: 2024-02-01}
`;
const wrong = 'budget: {perday: 3}\nfindings: {campaign: maybe}\n';

let cwd: string;
before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'knockwatch-validate-'));
  await writeFile(join(cwd, 'odd.yaml'), odd);
  await writeFile(join(cwd, 'wrong.yaml'), wrong);
});
after(() => rm(cwd, { recursive: true }));

describe('knockwatch validate', () => {
  it('warns of what has no effect, in the order of the file, and ends well', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['validate', 'odd.yaml'], { cwd });
    assert.equal(code, 0);
    await matchesCliGolden('validate-warnings.txt', stderr + stdout);
  });

  for (const terminal of [80, 120]) {
    it(`keeps to a terminal of ${terminal} columns, with warnings and with problems`, async () => {
      const display = { cwd, terminal, errorsToTerminal: true };
      for (const [name, file] of [
        ['warnings', 'odd.yaml'],
        ['problems', 'wrong.yaml'],
      ] as const) {
        const { stdout, stderr } = await runKnockwatch(['validate', file], display);
        assert.deepEqual(widerThan(terminal, stderr + stdout), []);
        await matchesCliGolden(`validate-${name}-${terminal}.txt`, stderr + stdout);
      }
    });
  }

  it('takes warnings for problems where it is told to be strict', async () => {
    assert.equal((await runKnockwatch(['validate', 'odd.yaml', '--strict'], { cwd })).code, 1);
  });

  it('prints all of it as JSON for machines', async () => {
    const good = await runKnockwatch(['validate', 'odd.yaml', '--json'], { cwd });
    assert.deepEqual([good.code, good.stderr], [0, '']);
    await matchesCliGolden('validate-warnings.json', good.stdout);
    const bad = await runKnockwatch(['validate', 'wrong.yaml', '--json'], { cwd });
    assert.deepEqual([bad.code, bad.stderr], [1, '']);
    await matchesCliGolden('validate-problems.json', bad.stdout);
  });

  it('reads a blob by its address, as the app does', async () => {
    const azurite = await startAzurite();
    try {
      const { blobService } = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'test');
      const container = blobService.getContainerClient('settings');
      await container.create();
      await container.getBlockBlobClient('knockwatch.yaml').upload(wrong, wrong.length);
      const address = `${azurite.endpoints.blob}/settings/knockwatch.yaml`;
      const env = { AzureWebJobsStorage: azurite.connectionString, KNOCKWATCH_CONFIG: address };
      const { code, stderr } = await runKnockwatch(['validate'], { cwd, env });
      assert.equal(code, 1);
      assert.equal(
        stderr,
        `${address}:1:10 budget.perday: unknown setting, did you mean perDay?\n` +
          `${address}:2:12 findings.campaign: is "maybe", expected on, shadow or off\n`,
      );
    } finally {
      await azurite.stop();
    }
  });
});
