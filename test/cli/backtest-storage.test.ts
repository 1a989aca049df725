import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { azureWorld } from '../support/azure-world.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { runKnockwatch } from '../support/run-knockwatch.ts';
import { smallNetwork, writeSmallNetwork } from '../support/small-network.ts';

describe('knockwatch backtest --storage', () => {
  let azurite: Azurite;
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
    await writeSmallNetwork(cwd);
    azurite = await startAzurite();
    const { service } = await azureWorld(azurite);
    for (const file of Object.values(smallNetwork)) {
      const [, container = '', ...path] = file.split('/');
      const bytes = await readFile(join(cwd, file));
      await service.getContainerClient(container).getBlockBlobClient(path.join('/')).upload(bytes, bytes.length);
    }
    await service.getContainerClient('insights-logs-flowlogflowevent').getBlockBlobClient('notes.txt').upload('no log', 6);
  });
  after(async () => {
    await azurite.stop();
    await rm(cwd, { recursive: true });
  });

  const backtest = async (...args: string[]) => {
    const { code, stdout, stderr } = await runKnockwatch(['backtest', '--json', ...args], {
      cwd,
      env: { FLOW_LOGS: azurite.connectionString },
    });
    return { code, stderr, report: stdout === '' ? null : JSON.parse(stdout) };
  };
  const containers = ['insights-logs-flowlogflowevent', 'insights-logs-networksecuritygroupflowevent'] as const;

  it('replays what the account holds as it replays the same files', async () => {
    const stored = await backtest('--storage', containers[0], '--storage', containers[1]);
    const files = await backtest('logs');
    assert.deepEqual({ code: stored.code, report: stored.report }, { code: files.code, report: files.report });
    assert.match(stored.stderr, /^insights-logs-flowlogflowevent\/flowLogResourceID=.*: rejected tuple at byte/m);
  });

  it('reads only what lies below the place that is named', async () => {
    const [, , ...path] = smallNetwork.first.split('/');
    const folder = path.slice(0, -2).join('/');
    const { code, report } = await backtest('--storage', `${containers[0]}/${folder}/`);
    assert.deepEqual([code, report.from, report.to], [0, '2026-11-21T09:00:00.000Z', '2026-11-21T10:00:00.000Z']);
  });

  it('says that nothing lies there', async () => {
    const { code, report } = await backtest('--storage', `${containers[0]}/elsewhere`);
    assert.deepEqual([code, report.from, report.messages], [0, null, []]);
  });
});
